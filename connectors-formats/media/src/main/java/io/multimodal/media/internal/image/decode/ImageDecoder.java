// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import io.multimodal.media.internal.image.format.BuiltInFormat;
import io.multimodal.media.internal.image.format.ExtensionFormat;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.PngChunks;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.format.TiffHeaderParser;
import io.multimodal.media.internal.image.format.TruncationCheck;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.NativeLibraries;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/** Decodes a still image by whatever gets its kind right: whole, or not at all. */
public final class ImageDecoder {
    /** A JPEG is decoded at 1/2, 1/4 or 1/8 of its size at the cost of that size. */
    static final int MAX_SHIFT = 3;

    private ImageDecoder() {}

    /** The most that an image is shrunk by while it is decoded, as a power of two. */
    public static int maxShift(ProbedImage still) {
        if (still.format() instanceof ExtensionFormat extension) {
            return extension.maxShift(still.head());
        }
        String mode = String.valueOf(still.head().mode());
        boolean ordinary =
                (mode.equals("RGB") || mode.equals("L"))
                        && still.head().traits() != ImageFacts.Traits.LOSSLESS;
        return still.format() == BuiltInFormat.JPEG && ordinary ? MAX_SHIFT : 0;
    }

    /** How much memory decoding takes at most, the result included, by the header. */
    public static long memoryBytes(ProbedImage still, int shift, long encodedBytes) {
        ImageSize size = still.head().size();
        return encodedBytes
                + still.head().cost().bytes(shift)
                + Raster.bytes(
                        ImageSizes.reduced(size.width(), shift),
                        ImageSizes.reduced(size.height(), shift));
    }

    /**
     * Whether decoding may take seconds: of many pixels, of many bytes, of a JPEG whose every scan
     * goes over all pixels, since it may have thousands of them, or by a third party's format, of
     * which nothing is known.
     */
    public static boolean mayTakeLong(ProbedImage still, long encodedBytes) {
        if (still.format() instanceof ExtensionFormat) {
            return true;
        }
        boolean scans = still.head().cost().coefficientBytes() > 0;
        long pixels = ImageSizes.pixels(still.head().cost().coded());
        return encodedBytes > 8 << 20 || pixels > (scans ? 1 << 20 : 32 << 20);
    }

    /**
     * Decodes.
     *
     * @param shift of the result's sides against the header's, at most {@link #maxShift}
     * @return a raster that the caller closes
     */
    public static Raster decode(byte[] encoded, ProbedImage still, int shift) throws IOException {
        NativeLibraries.loadFfmpeg();
        TruncationCheck.check(still, encoded);
        if (still.format() instanceof ExtensionFormat extension) {
            return ExtensionDecoder.decode(encoded, extension, still.head(), shift);
        }
        if (still.head().traits() == ImageFacts.Traits.UNREAD) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The header of this kind of %s is read, its pixels are not"
                            .formatted(still.format().contentType()));
        }
        BuiltInFormat format = (BuiltInFormat) still.format();
        ColourProfile profile = EmbeddedProfile.of(format, encoded);
        return switch (format) {
            case HEIC, AVIF -> HeifDecoder.decode(encoded, still);
            case TIFF -> decodeTiff(encoded, still, profile);
            case WEBP -> decodeWebp(encoded, still, profile);
            case BMP -> BmpDecoder.decode(encoded, still.head());
            case PNG -> decodePng(encoded, still, profile);
            case JPEG -> decodeJpeg(encoded, still, shift, profile);
            case GIF -> decodeWhole(encoded, still, shift, profile);
        };
    }

    /** FFmpeg mixes inks by itself, as inverted ones and by no profile. */
    private static Raster decodeJpeg(
            byte[] file, ProbedImage still, int shift, ColourProfile profile)
            throws MediaException {
        boolean inks = profile != null && profile.isOfInks();
        return inks || still.head().traits() == ImageFacts.Traits.PLAIN_CMYK
                ? CmykConversion.decode(file, still, profile)
                : decodeWhole(file, still, shift, profile);
    }

    /** Without the chunks that say nothing of pixels, so that none of them spoils these. */
    private static Raster decodePng(byte[] file, ProbedImage still, ColourProfile profile)
            throws MediaException {
        PngChunks chunks = PngChunks.of(file);
        Raster raster = decodeWhole(chunks.pixelsOnly(), still, 0, profile);
        if (chunks.isBlackTransparent()) {
            // FFmpeg loses the transparent colour of the kind with one bit.
            raster.whiten();
        }
        return raster;
    }

    /** FFmpeg is stricter about the ends of strips than those who write them. */
    private static Raster decodeTiff(byte[] file, ProbedImage still, ColourProfile profile)
            throws IOException {
        if (still.head().traits() == ImageFacts.Traits.RARE_SAMPLES) {
            return TiffDecoder.decode(file, profile);
        } else if (still.head().traits() == ImageFacts.Traits.RARE) {
            return decodeRareTiff(file, still, profile);
        }
        try {
            return decodeWhole(TiffHeaderParser.withPixelTagsOnly(file, false), still, 0, profile);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return decodeRareTiff(file, still, profile);
        }
    }

    private static Raster decodeRareTiff(byte[] file, ProbedImage still, ColourProfile profile)
            throws MediaException {
        Raster raster =
                ImageIoTiffDecoder.decode(TiffHeaderParser.withPixelTagsOnly(file, true), still);
        if (profile != null && (still.head().isGrey() ? profile.isOfGrey() : profile.isOfRgb())) {
            profile.toSrgb(raster);
        }
        return raster;
    }

    /** FFmpeg takes some transparent ones for corrupt that are not. */
    private static Raster decodeWebp(byte[] file, ProbedImage still, ColourProfile profile)
            throws IOException {
        if (still.head().traits() == ImageFacts.Traits.ANIMATED) {
            return AnimatedWebp.decodeFirst(file, still, profile);
        }
        try {
            return decodeWhole(file, still, 0, profile);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return LibwebpDecoder.decode(file, still.head().size(), profile).orElseThrow(() -> e);
        }
    }

    /**
     * Decodes a file that is one packet to FFmpeg.
     *
     * @param profile of its colours; null for sRGB
     */
    static Raster decodeWhole(byte[] file, ProbedImage still, int shift, ColourProfile profile)
            throws MediaException {
        try (DecodedFrame decoded = decodeFrame(file, still, shift)) {
            return FrameConversion.toRaster(decoded.frame(), profile);
        }
    }

    /** The frame that FFmpeg makes of a file; the caller closes it. */
    static DecodedFrame decodeFrame(byte[] file, ProbedImage still, int shift)
            throws MediaException {
        ImageSize size = still.head().size();
        DecodedFrame.Expectation expected =
                new DecodedFrame.Expectation(
                        still.format().contentType(),
                        codecId((BuiltInFormat) still.format()),
                        size.width(),
                        size.height(),
                        shift);
        return DecodedFrame.of(file, new byte[0], expected);
    }

    private static int codecId(BuiltInFormat format) {
        return switch (format) {
            case JPEG -> AV_CODEC_ID_MJPEG;
            case PNG -> AV_CODEC_ID_PNG;
            case WEBP -> AV_CODEC_ID_WEBP;
            case GIF -> AV_CODEC_ID_GIF;
            case TIFF -> AV_CODEC_ID_TIFF;
            case HEIC -> AV_CODEC_ID_HEVC;
            case AVIF -> AV_CODEC_ID_AV1;
            case BMP -> throw new IllegalArgumentException("A BMP is not decoded by FFmpeg");
        };
    }
}
