// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes a still picture by FFmpeg, from memory, in the thread that calls. Whatever the decoder
 * doubts is an error: a picture comes out whole or not at all.
 */
final class StillDecoder {
    /** A JPEG is decoded at 1/2, 1/4 or 1/8 of its size at the cost of that size. */
    static final int MAX_SHIFT = 3;

    private static final int STRICT =
            AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

    private StillDecoder() {}

    /** The most that a picture is shrunk by while it is decoded, as a power of two. */
    static int maxShift(Still still) {
        boolean ordinary =
                still.head().mode() != null
                        && (still.head().mode().equals("RGB") || still.head().mode().equals("L"));
        return still.format() == StillFormat.JPEG && ordinary ? MAX_SHIFT : 0;
    }

    /** How much memory decoding takes at most, the result included, by the header. */
    static long memoryBytes(Still still, int shift, long encodedBytes) {
        PictureSize size = still.head().size();
        long pixels = StillSize.pixels(size);
        long decoded = reduced(size.width(), shift) * reduced(size.height(), shift);
        // Progressive JPEGs hold all coefficients, in 16 bits; others hold a frame of at most 8
        // bytes a pixel.
        long coefficients = still.head().traits() == StillHead.Traits.PROGRESSIVE ? 6 * pixels : 0;
        long frame = still.format() == StillFormat.JPEG ? 4 * decoded : 8 * decoded;
        return encodedBytes
                + coefficients
                + frame
                + Raster.bytes(reduced(size.width(), shift), reduced(size.height(), shift));
    }

    static long reduced(long side, int shift) {
        return -(-side >> shift);
    }

    /**
     * Decodes.
     *
     * @param shift of the result's sides against the header's, at most {@link #maxShift}
     * @return a raster that the caller closes
     */
    static Raster decode(byte[] encoded, Still still, int shift) throws IOException {
        Natives.load();
        byte[] picture = Completeness.check(still, encoded);
        if (still.head().traits() == StillHead.Traits.UNREAD
                || still.format() == StillFormat.HEIC
                || still.format() == StillFormat.AVIF) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The header of this kind of %s is read, its pixels are not"
                            .formatted(still.format().contentType()));
        }
        if (still.head().traits() == StillHead.Traits.RARE) {
            return RareTiff.decode(picture, still);
        }
        try {
            return decodeByFfmpeg(picture, still, shift);
        } catch (MediaException e) {
            if (still.format() != StillFormat.TIFF || e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            // FFmpeg is stricter about the ends of strips than those who write them.
            return RareTiff.decode(picture, still);
        }
    }

    private static Raster decodeByFfmpeg(byte[] picture, Still still, int shift)
            throws MediaException {
        AVCodec codec = avcodec_find_decoder(codecId(still.format()));
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            PictureSize size = still.head().size();
            context.thread_count(1);
            context.err_recognition(STRICT);
            context.lowres(shift);
            // Frames are allocated in whole blocks of up to 128 pixels.
            context.max_pixels((size.width() + 128L) * (size.height() + 128L));
            expect(avcodec_open2(context, codec, (AVDictionary) null), still, "open its decoder");
            expect(av_new_packet(packet, picture.length), still, "take its bytes");
            packet.data().capacity(picture.length).put(picture, 0, picture.length);
            expect(avcodec_send_packet(context, packet), still, "decode");
            int result = avcodec_receive_frame(context, frame);
            if (result == AVERROR_EAGAIN()) {
                expect(avcodec_send_packet(context, null), still, "decode");
                result = avcodec_receive_frame(context, frame);
            }
            expect(result, still, "decode");
            check(frame, still, shift);
            return FrameConversion.toRaster(frame, still);
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private static int codecId(StillFormat format) {
        return switch (format) {
            case JPEG -> AV_CODEC_ID_MJPEG;
            case PNG -> AV_CODEC_ID_PNG;
            case WEBP -> AV_CODEC_ID_WEBP;
            case GIF -> AV_CODEC_ID_GIF;
            case BMP -> AV_CODEC_ID_BMP;
            case TIFF -> AV_CODEC_ID_TIFF;
            case HEIC -> AV_CODEC_ID_HEVC;
            case AVIF -> AV_CODEC_ID_AV1;
        };
    }

    private static void expect(int result, Still still, String action) throws MediaException {
        if (result >= 0) {
            return;
        }
        if (result == AVERROR_ENOMEM()) {
            throw new OutOfMemoryError("FFmpeg has no memory to decode a picture");
        }
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(result, text, text.length);
        ErrorCode code =
                result == AVERROR_PATCHWELCOME() || result == AVERROR_ENOSYS()
                        ? ErrorCode.UNSUPPORTED
                        : ErrorCode.CORRUPT;
        throw new MediaException(
                code,
                "Cannot %s: the %s has all its bytes, FFmpeg says '%s'"
                        .formatted(
                                action,
                                still.format().contentType(),
                                new String(text, java.nio.charset.StandardCharsets.UTF_8)
                                        .replaceFirst("\0.*", "")));
    }

    private static void check(AVFrame frame, Still still, int shift) throws MediaException {
        PictureSize size = still.head().size();
        if (frame.width() != reduced(size.width(), shift)
                || frame.height() != reduced(size.height(), shift)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The %s decodes to %d x %d pixels where its header, at 1/%d, says %d x %d"
                            .formatted(
                                    still.format().contentType(),
                                    frame.width(),
                                    frame.height(),
                                    1 << shift,
                                    reduced(size.width(), shift),
                                    reduced(size.height(), shift)));
        }
        boolean damaged = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
        if (damaged || frame.decode_error_flags() != 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The %s decodes with errors (flags %d)"
                            .formatted(still.format().contentType(), frame.decode_error_flags()));
        }
    }
}
