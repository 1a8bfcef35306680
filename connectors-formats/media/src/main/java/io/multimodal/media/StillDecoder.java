// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import io.multimodal.media.internal.Natives;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;

/** Decodes a still picture by whatever gets its kind right: whole, or not at all. */
final class StillDecoder {
    /** A JPEG is decoded at 1/2, 1/4 or 1/8 of its size at the cost of that size. */
    static final int MAX_SHIFT = 3;

    private StillDecoder() {}

    /** The most that a picture is shrunk by while it is decoded, as a power of two. */
    static int maxShift(Still still) {
        String mode = String.valueOf(still.head().mode());
        boolean ordinary =
                (mode.equals("RGB") || mode.equals("L"))
                        && still.head().traits() != StillHead.Traits.LOSSLESS;
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

    /**
     * Whether decoding may take seconds: of many pixels, of many bytes, or of a JPEG whose every
     * scan goes over all pixels, since it may have thousands of them.
     */
    static boolean mayTakeLong(Still still, long encodedBytes) {
        boolean scans = still.head().traits() == StillHead.Traits.PROGRESSIVE;
        long pixels = StillSize.pixels(still.head().size());
        return encodedBytes > 8 << 20 || pixels > (scans ? 1 << 20 : 32 << 20);
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
        Natives.loadFfmpeg();
        Completeness.check(still, encoded);
        switch (still.head().traits()) {
            case UNREAD ->
                    throw new MediaException(
                            ErrorCode.UNSUPPORTED,
                            "The header of this kind of %s is read, its pixels are not"
                                    .formatted(still.format().contentType()));
            case RARE -> {
                return RareTiff.decode(TiffHead.withPixelTagsOnly(encoded, true), still);
            }
            case ANIMATED -> {
                return AnimatedWebp.decodeFirst(encoded, still);
            }
            default -> {}
        }
        return switch (still.format()) {
            case HEIC, AVIF -> HeifDecoder.decode(encoded, still);
            case TIFF -> decodeTiff(encoded, still);
            case WEBP -> decodeWebp(encoded, still);
            default -> decodeWhole(encoded, still, shift);
        };
    }

    /** FFmpeg is stricter about the ends of strips than those who write them. */
    private static Raster decodeTiff(byte[] file, Still still) throws MediaException {
        try {
            return decodeWhole(TiffHead.withPixelTagsOnly(file, false), still, 0);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return RareTiff.decode(TiffHead.withPixelTagsOnly(file, true), still);
        }
    }

    /** FFmpeg takes some transparent ones for corrupt that are not. */
    private static Raster decodeWebp(byte[] file, Still still) throws MediaException {
        try {
            return decodeWhole(file, still, 0);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return ReferenceWebp.decode(file, still.head().size()).orElseThrow(() -> e);
        }
    }

    /** Decodes a file that is one packet to FFmpeg. */
    static Raster decodeWhole(byte[] file, Still still, int shift) throws MediaException {
        PictureSize size = still.head().size();
        DecodedFrame.Expectation expected =
                new DecodedFrame.Expectation(
                        still.format().contentType(),
                        codecId(still.format()),
                        size.width(),
                        size.height(),
                        shift);
        try (DecodedFrame decoded = DecodedFrame.of(file, new byte[0], expected)) {
            return FrameConversion.toRaster(decoded.frame(), still);
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
}
