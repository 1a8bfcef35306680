// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swresample.*;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/**
 * The loops that any reader of audio and video has to pay: FFmpeg's own, one thread, from a file.
 */
final class BaselineStreams {
    private BaselineStreams() {}

    /** Work on one frame. */
    @FunctionalInterface
    private interface Sink {
        void accept(AVFrame frame);
    }

    /** Decodes to 16 kHz mono float and drops it; gives how many samples there were. */
    static long audio(Path file) {
        AVFrame out = av_frame_alloc();
        out.sample_rate(16_000);
        out.format(AV_SAMPLE_FMT_FLTP);
        av_channel_layout_default(out.ch_layout(), 1);
        SwrContext[] resampler = new SwrContext[1];
        long[] samples = new long[1];
        decode(
                file,
                AVMEDIA_TYPE_AUDIO,
                AVDISCARD_DEFAULT,
                frame -> {
                    if (resampler[0] == null) {
                        resampler[0] = new SwrContext(null);
                        AVChannelLayout mono = new AVChannelLayout();
                        av_channel_layout_default(mono, 1);
                        swr_alloc_set_opts2(
                                resampler[0],
                                mono,
                                AV_SAMPLE_FMT_FLTP,
                                16_000,
                                frame.ch_layout(),
                                frame.format(),
                                frame.sample_rate(),
                                0,
                                null);
                    }
                    out.nb_samples(0);
                    swr_convert_frame(resampler[0], out, frame);
                    samples[0] += out.nb_samples();
                });
        swr_free(resampler[0]);
        av_frame_free(out);
        return samples[0];
    }

    /** Decodes all frames, or the key frames only; gives how many there were. */
    static long frames(Path file, boolean keyFramesOnly) {
        long[] count = new long[1];
        int discard = keyFramesOnly ? AVDISCARD_NONKEY : AVDISCARD_DEFAULT;
        decode(file, AVMEDIA_TYPE_VIDEO, discard, frame -> count[0]++);
        return count[0];
    }

    private static void decode(Path file, int type, int discard, Sink sink) {
        AVFormatContext format = new AVFormatContext(null);
        avformat_open_input(format, file.toString(), null, (AVDictionary) null);
        avformat_find_stream_info(format, (AVDictionary) null);
        AVStream stream =
                format.streams(av_find_best_stream(format, type, -1, -1, (AVCodec) null, 0));
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        AVCodecContext context = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(context, stream.codecpar());
        context.thread_count(1);
        context.skip_frame(discard);
        avcodec_open2(context, codec, (AVDictionary) null);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        while (av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == stream.index()) {
                avcodec_send_packet(context, packet);
                drain(context, frame, sink);
            }
            av_packet_unref(packet);
        }
        avcodec_send_packet(context, null);
        drain(context, frame, sink);
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
        avformat_close_input(format);
    }

    private static void drain(AVCodecContext context, AVFrame frame, Sink sink) {
        while (avcodec_receive_frame(context, frame) >= 0) {
            sink.accept(frame);
        }
    }
}
