// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOSYS;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PATCHWELCOME;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * One frame that FFmpeg decoded from memory, in the thread that called. Whatever the decoder doubts
 * is an error. The caller closes it.
 */
final class DecodedFrame implements AutoCloseable {
    private static final int STRICT =
            AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

    private final AVFrame frame;

    private DecodedFrame(AVFrame frame) {
        this.frame = frame;
    }

    /**
     * What is to be decoded.
     *
     * @param what its kind, for messages
     * @param codecId FFmpeg's number of the codec
     * @param width to be expected, before it is shrunk
     * @param height to be expected, before it is shrunk
     * @param shift by which the decoder is to shrink it, as a power of two
     */
    record Expectation(String what, int codecId, int width, int height, int shift) {
        private MediaException failure(ErrorCode code, String message) {
            return new MediaException(code, "Cannot decode the %s: %s".formatted(what, message));
        }
    }

    /**
     * Decodes the first frame.
     *
     * @param configuration what the container says about the stream; empty where it says nothing
     */
    static DecodedFrame of(byte[] encoded, byte[] configuration, Expectation expected)
            throws MediaException {
        AVCodec codec = avcodec_find_decoder(expected.codecId);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        boolean done = false;
        try {
            context.thread_count(1);
            context.err_recognition(STRICT);
            context.lowres(expected.shift);
            // Frames are allocated in whole blocks of up to 128 pixels.
            context.max_pixels((expected.width + 128L) * (expected.height + 128L));
            configure(context, configuration);
            expect(avcodec_open2(context, codec, (AVDictionary) null), expected);
            expect(av_new_packet(packet, encoded.length), expected);
            packet.data().capacity(encoded.length).put(encoded, 0, encoded.length);
            expect(avcodec_send_packet(context, packet), expected);
            int result = avcodec_receive_frame(context, frame);
            if (result == AVERROR_EAGAIN()) {
                expect(avcodec_send_packet(context, null), expected);
                result = avcodec_receive_frame(context, frame);
            }
            expect(result, expected);
            check(frame, expected);
            done = true;
            return new DecodedFrame(frame);
        } finally {
            if (!done) {
                av_frame_free(frame);
            }
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    AVFrame frame() {
        return frame;
    }

    private static void configure(AVCodecContext context, byte[] configuration) {
        if (configuration.length > 0) {
            // The context frees it.
            BytePointer memory =
                    new BytePointer(
                            av_mallocz((long) configuration.length + AV_INPUT_BUFFER_PADDING_SIZE));
            memory.capacity(configuration.length).put(configuration, 0, configuration.length);
            context.extradata(memory.position(0));
            context.extradata_size(configuration.length);
        }
    }

    private static void expect(int result, Expectation expected) throws MediaException {
        if (result >= 0) {
            return;
        }
        if (result == AVERROR_ENOMEM()) {
            // A broken header asked for it: the limits here are far below what FFmpeg gives.
            throw expected.failure(
                    ErrorCode.EXPANDS_TOO_MUCH,
                    "it asks for more memory at once than the 2 GiB that FFmpeg gives");
        }
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(result, text, text.length);
        String message = new String(text, StandardCharsets.UTF_8);
        throw expected.failure(
                result == AVERROR_PATCHWELCOME() || result == AVERROR_ENOSYS()
                        ? ErrorCode.UNSUPPORTED
                        : ErrorCode.CORRUPT,
                "no byte is missing, but FFmpeg says '%s'"
                        .formatted(message.substring(0, message.indexOf(0))));
    }

    private static void check(AVFrame frame, Expectation expected) throws MediaException {
        long width = ImageSizes.reduced(expected.width, expected.shift);
        long height = ImageSizes.reduced(expected.height, expected.shift);
        if (frame.width() != width || frame.height() != height) {
            throw expected.failure(
                    ErrorCode.CORRUPT,
                    "it comes out as %d x %d pixels where its header says %d x %d at 1/%d of its size"
                            .formatted(
                                    frame.width(),
                                    frame.height(),
                                    width,
                                    height,
                                    1 << expected.shift));
        }
        boolean damaged = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
        if (damaged || frame.decode_error_flags() != 0) {
            throw expected.failure(
                    ErrorCode.CORRUPT,
                    "the decoder found errors (flags %d)".formatted(frame.decode_error_flags()));
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
