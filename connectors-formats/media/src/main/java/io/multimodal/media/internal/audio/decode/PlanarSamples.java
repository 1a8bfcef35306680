// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import io.multimodal.media.internal.audio.format.AudioFacts;
import io.multimodal.media.internal.ffmpeg.FfmpegErrors;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Samples of whatever format as floats from -1 to 1, a plane for each channel. Whole numbers are
 * divided by half their range, as FFmpeg does: 16 bits by 32,768. Not thread-safe.
 */
final class PlanarSamples implements AutoCloseable {
    private final int channels;
    private final int format;
    private final PlaneBuffers output;
    private final PointerPointer<BytePointer> input;
    private SwrContext context;
    private float[][] arrays;

    /** For frames like this one. */
    PlanarSamples(AVFrame like) throws IOException {
        this.channels = AudioFacts.channels("decoder", like.ch_layout().nb_channels());
        this.format = like.format();
        this.output = new PlaneBuffers(channels);
        this.input = new PointerPointer<>(channels);
        this.arrays = new float[channels][0];
        if (format != AV_SAMPLE_FMT_FLTP) {
            this.context = converter(like);
        }
    }

    private SwrContext converter(AVFrame like) throws IOException {
        AVChannelLayout layout = like.ch_layout();
        boolean unspecified = layout.order() == AV_CHANNEL_ORDER_UNSPEC;
        if (unspecified) {
            layout = new AVChannelLayout();
            av_channel_layout_default(layout, channels);
        }
        SwrContext made = new SwrContext(null);
        int rate = like.sample_rate();
        FfmpegErrors.expect(
                swr_alloc_set_opts2(
                        made, layout, AV_SAMPLE_FMT_FLTP, rate, layout, format, rate, 0, null),
                "convert samples");
        if (unspecified) {
            av_channel_layout_uninit(layout);
        }
        boolean done = false;
        try {
            FfmpegErrors.expect(swr_init(made), "convert samples");
            done = true;
            return made;
        } finally {
            if (!done) {
                swr_free(made);
            }
        }
    }

    int channels() {
        return channels;
    }

    /** Some samples of a frame, in arrays that are used again. */
    float[][] of(AVFrame frame, int skip, int count) throws IOException {
        if (context == null) {
            if (arrays[0].length < count) {
                arrays = new float[channels][Math.max(count, 4096)];
            }
            for (int i = 0; i < channels; i++) {
                new FloatPointer(frame.extended_data(i)).position(skip).get(arrays[i], 0, count);
            }
            return arrays;
        }
        boolean planar = av_sample_fmt_is_planar(format) == 1;
        long step = (long) av_get_bytes_per_sample(format) * (planar ? 1 : channels);
        for (int i = 0; i < (planar ? channels : 1); i++) {
            input.put(i, frame.extended_data(i).getPointer(skip * step));
        }
        output.reserve(count);
        FfmpegErrors.expect(
                swr_convert(context, output.pointers(), count, input, count), "convert samples");
        return output.read(count);
    }

    @Override
    public void close() {
        if (context != null) {
            swr_free(context);
        }
        output.close();
        input.close();
    }
}
