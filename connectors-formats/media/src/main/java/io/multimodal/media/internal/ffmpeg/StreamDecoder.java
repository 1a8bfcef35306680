// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The decoder of one stream, in the thread that calls. Whatever it doubts is an error. Not
 * thread-safe; the caller closes it.
 */
public final class StreamDecoder implements AutoCloseable {
    /** What a decoder keeps to refer to, in frames. */
    private static final int KEPT_FRAMES = 18;

    private static final int STRICT = AV_EF_CRCCHECK | AV_EF_EXPLODE;

    /** For decoders that report what they find; that of MPEG audio changes samples instead. */
    private static final int STRICTER = STRICT | AV_EF_BITSTREAM;

    private final String codec;
    private final AVCodecContext context;
    private final AVFrame frame = av_frame_alloc();

    private StreamDecoder(String codec, AVCodecContext context) {
        this.codec = codec;
        this.context = context;
    }

    /**
     * How much memory decoding takes at most, a frame that is made of it included: 16 bits, 4:2:0.
     *
     * @param width of the frames, in pixels
     * @param height of the frames, in pixels
     */
    public static long memoryBytes(int width, int height) {
        return KEPT_FRAMES * 3L * width * height;
    }

    /** Takes what was decoded. */
    @FunctionalInterface
    public interface FrameSink {
        /**
         * Takes the next one.
         *
         * @param frame valid during the call only
         * @return false if no further frame is wanted
         */
        boolean accept(AVFrame frame) throws IOException;
    }

    /**
     * The decoder of a stream.
     *
     * @param maxPixels of a frame of video
     */
    public static StreamDecoder of(AVStream stream, long maxPixels) throws IOException {
        return of(stream.codecpar(), stream.time_base(), maxPixels);
    }

    /** The decoder of packets with these parameters, whose times are in this unit. */
    public static StreamDecoder of(
            AVCodecParameters parameters, AVRational timeBase, long maxPixels) throws IOException {
        String name = avcodec_get_name(parameters.codec_id()).getString();
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        if (codec == null || codec.isNull()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED, "There is no decoder here for '%s'".formatted(name));
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        boolean done = false;
        try {
            FfmpegErrors.expect(
                    avcodec_parameters_to_context(context, parameters),
                    "use the head of the " + name);
            context.thread_count(1);
            context.err_recognition(strictness(context));
            context.pkt_timebase(timeBase);
            context.max_pixels(maxPixels);
            int opened = avcodec_open2(context, codec, (AVDictionary) null);
            if (opened == AVERROR_EINVAL()) {
                throw new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "The decoder for '%s' takes no stream with what its head says (or does not say)"
                                .formatted(name));
            }
            FfmpegErrors.expect(opened, "open a decoder for " + name);
            done = true;
            return new StreamDecoder(name, context);
        } finally {
            if (!done) {
                avcodec_free_context(context);
            }
        }
    }

    /**
     * What is an error. Never what the decoder repairs in silence by changing what it gives: with
     * AV_EF_BUFFER that of MPEG audio mutes granules that have stuffing bits.
     */
    private static int strictness(AVCodecContext context) {
        boolean mpegAudio =
                switch (context.codec_id()) {
                    case AV_CODEC_ID_MP1, AV_CODEC_ID_MP2, AV_CODEC_ID_MP3 -> true;
                    default -> false;
                };
        boolean video = context.codec_type() == AVMEDIA_TYPE_VIDEO;
        return mpegAudio ? STRICT : video ? STRICTER | AV_EF_BUFFER : STRICTER;
    }

    /**
     * Decodes.
     *
     * @param packet null for the end: what the decoder still holds comes
     * @return false if the sink wants no further frame
     */
    public boolean decode(AVPacket packet, FrameSink sink) throws IOException {
        int sent = avcodec_send_packet(context, packet);
        if (sent != AVERROR_EOF() || packet != null) {
            FfmpegErrors.expect(sent, "decode the " + codec);
        }
        while (true) {
            int result = avcodec_receive_frame(context, frame);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
                return true;
            }
            FfmpegErrors.expect(result, "decode the " + codec);
            check();
            if (!sink.accept(frame)) {
                return false;
            }
        }
    }

    private void check() throws MediaException {
        boolean damaged = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
        if (damaged || frame.decode_error_flags() != 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The decoder of %s found errors (flags %d)"
                            .formatted(codec, frame.decode_error_flags()));
        }
    }

    /**
     * Whether a frame that no other one is decoded from can be told from its packet, and left out
     * without any other one coming out differently. Of H.265 it can not: what a lower layer does
     * without, a higher one may lean on.
     */
    public boolean knowsUnreferred() {
        int id = context.codec_id();
        return id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_MPEG4 || id == AV_CODEC_ID_MPEG2VIDEO;
    }

    /** Whether packets from now on are only decoded if other frames are decoded from theirs. */
    public void leaveOutUnreferred(boolean leaveOut) {
        context.skip_frame(leaveOut ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
    }

    /** Forgets what came before a seek. */
    public void flush() {
        avcodec_flush_buffers(context);
    }

    /** FFmpeg's name of the codec. */
    public String codec() {
        return codec;
    }

    /** What FFmpeg knows of the stream by now. */
    public AVCodecContext context() {
        return context;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
