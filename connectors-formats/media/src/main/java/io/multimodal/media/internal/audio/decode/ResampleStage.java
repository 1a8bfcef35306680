// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.ffmpeg.FfmpegErrors;
import io.multimodal.media.internal.runtime.NativeLibraries;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/**
 * Changes the sample rate by FFmpeg's swresample as it is by default: a windowed sinc (Kaiser, beta
 * 9) of 32 taps, cut off at 0.97 of the lower rate's Nyquist frequency. The result begins with the
 * source and is as long. Not thread-safe; the caller closes it.
 */
public final class ResampleStage implements SampleSink, AutoCloseable {
    private final int rate;
    private final SampleSink next;
    private SwrContext context;
    private PlaneBuffers input;
    private PlaneBuffers output;

    public ResampleStage(int rate, SampleSink next) {
        this.rate = rate;
        this.next = next;
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        next.begin(rate, channels);
        if (sampleRate == rate) {
            return;
        }
        NativeLibraries.loadFfmpeg();
        AVChannelLayout layout = new AVChannelLayout();
        av_channel_layout_default(layout, channels);
        context = new SwrContext(null);
        FfmpegErrors.expect(
                swr_alloc_set_opts2(
                        context,
                        layout,
                        AV_SAMPLE_FMT_FLTP,
                        rate,
                        layout,
                        AV_SAMPLE_FMT_FLTP,
                        sampleRate,
                        0,
                        null),
                "resample");
        av_channel_layout_uninit(layout);
        FfmpegErrors.expect(
                swr_init(context), "resample from %d Hz to %d Hz".formatted(sampleRate, rate));
        input = new PlaneBuffers(channels);
        output = new PlaneBuffers(channels);
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        if (context == null) {
            next.accept(planes, count);
            return;
        }
        input.write(planes, count);
        convert(count);
    }

    private void convert(int count) throws IOException {
        int room = FfmpegErrors.expect(swr_get_out_samples(context, count), "resample");
        output.reserve(room);
        int made =
                FfmpegErrors.expect(
                        swr_convert(
                                context,
                                output.pointers(),
                                room,
                                count == 0 ? null : input.pointers(),
                                count),
                        "resample");
        if (made > 0) {
            next.accept(output.read(made), made);
        }
    }

    @Override
    public void end() throws IOException {
        if (context != null) {
            convert(0);
        }
        next.end();
    }

    @Override
    public void close() {
        if (context != null) {
            swr_free(context);
            input.close();
            output.close();
            context = null;
        }
    }
}
