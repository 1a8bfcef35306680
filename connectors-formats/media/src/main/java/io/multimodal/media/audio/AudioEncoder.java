// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.ffmpeg.FfmpegErrors;
import io.multimodal.media.internal.ffmpeg.WrittenBytes;
import io.multimodal.media.internal.runtime.NativeLibraries;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Encodes samples as a file in memory, with 16 bits for each sample: values beyond full scale are
 * clipped. Not thread-safe; does not block. The caller closes it, which frees native memory.
 */
@Public
public final class AudioEncoder implements SampleSink, AutoCloseable {
    private static final int FREE_FRAME_SAMPLES = 4096;

    private final AudioFormat kind;
    private AVFormatContext format;
    private WrittenBytes output;
    private AVCodecContext codec;
    private AVStream stream;
    private AVFrame frame;
    private AVPacket packet;
    private int frameSamples;
    private short[] interleaved;
    private int filled;
    private long written;
    private byte[] file;

    /** An encoder for one file of this format. */
    public AudioEncoder(AudioFormat kind) {
        this.kind = kind;
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        NativeLibraries.loadFfmpeg();
        kind.checkRate(sampleRate);
        AVCodec encoder = avcodec_find_encoder_by_name(kind.encoder());
        codec = avcodec_alloc_context3(encoder);
        codec.sample_rate(sampleRate);
        codec.sample_fmt(AV_SAMPLE_FMT_S16);
        codec.time_base().num(1).den(sampleRate);
        codec.thread_count(1);
        av_channel_layout_default(codec.ch_layout(), channels);
        String action = "encode %d channels of %d Hz as %s".formatted(channels, sampleRate, kind);
        FfmpegErrors.expect(avcodec_open2(codec, encoder, (AVDictionary) null), action);
        format = new AVFormatContext(null);
        FfmpegErrors.expect(
                avformat_alloc_output_context2(format, null, kind.muxer(), (String) null), action);
        stream = avformat_new_stream(format, null);
        FfmpegErrors.expect(avcodec_parameters_from_context(stream.codecpar(), codec), action);
        stream.time_base(codec.time_base());
        output = WrittenBytes.of(format, action);
        FfmpegErrors.expect(avformat_write_header(format, (AVDictionary) null), action);
        frameSamples = codec.frame_size() > 0 ? codec.frame_size() : FREE_FRAME_SAMPLES;
        interleaved = new short[frameSamples * channels];
        frame = av_frame_alloc();
        frame.format(AV_SAMPLE_FMT_S16);
        frame.sample_rate(sampleRate);
        frame.nb_samples(frameSamples);
        av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
        FfmpegErrors.expect(av_frame_get_buffer(frame, 0), action);
        packet = av_packet_alloc();
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        int channels = planes.length;
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                float value = planes[channel][i] * 32768;
                interleaved[filled * channels + channel] =
                        (short) Math.max(-32768, Math.min(32767, Math.round(value)));
            }
            if (++filled == frameSamples) {
                encodeFrame();
            }
        }
    }

    private void encodeFrame() throws IOException {
        FfmpegErrors.expect(av_frame_make_writable(frame), "encode audio");
        frame.nb_samples(filled);
        int values = filled * (interleaved.length / frameSamples);
        new ShortPointer(frame.data(0)).put(interleaved, 0, values);
        frame.pts(written);
        written += filled;
        filled = 0;
        encode(frame);
    }

    private void encode(AVFrame one) throws IOException {
        FfmpegErrors.expect(avcodec_send_frame(codec, one), "encode audio");
        while (true) {
            int result = avcodec_receive_packet(codec, packet);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
                return;
            }
            FfmpegErrors.expect(result, "encode audio");
            packet.stream_index(0);
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            FfmpegErrors.expect(av_interleaved_write_frame(format, packet), "write audio");
        }
    }

    @Override
    public void end() throws IOException {
        if (filled > 0) {
            encodeFrame();
        }
        encode(null);
        FfmpegErrors.expect(av_write_trailer(format), "write audio");
        file = output.take();
    }

    /**
     * The bytes of the file, not a copy.
     *
     * @throws IllegalStateException before {@link #end}
     */
    public byte[] file() {
        if (file == null) {
            throw new IllegalStateException("The audio has not ended yet");
        }
        return file;
    }

    @Override
    public void close() {
        if (output != null) {
            output.close();
        }
        if (format != null) {
            avformat_free_context(format);
            format = null;
        }
        if (codec != null) {
            avcodec_free_context(codec);
            codec = null;
        }
        if (frame != null) {
            av_frame_free(frame);
            av_packet_free(packet);
            frame = null;
        }
    }
}
