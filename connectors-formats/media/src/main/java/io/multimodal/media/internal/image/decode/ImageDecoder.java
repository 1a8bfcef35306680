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

/** Decodes an image with the decoder that reads its format correctly: completely, or not at all. */
public final class ImageDecoder {
    /** A JPEG is decoded at 1/2, 1/4 or 1/8 of its size at the cost of that size. */
    static final int MAX_SHIFT = 3;

    private ImageDecoder() {}

    /** The most that an image is shrunk by while it is decoded, as a power of two. */
    public static int maxShift(ProbedImage probed) {
        if (probed.format() instanceof ExtensionFormat extension) {
            return extension.maxShift(probed.head());
        }
        String mode = String.valueOf(probed.head().mode());
        boolean ordinary =
                (mode.equals("RGB") || mode.equals("L"))
                        && probed.head().traits() != ImageFacts.Traits.LOSSLESS;
        return probed.format() == BuiltInFormat.JPEG && ordinary ? MAX_SHIFT : 0;
    }

    /** How much memory decoding takes at most, the result included, by the header. */
    public static long memoryBytes(ProbedImage probed, int shift, long encodedBytes) {
        ImageSize size = probed.head().size();
        return encodedBytes
                + probed.head().cost().bytes(shift)
                + Raster.bytes(
                        ImageSizes.reduced(size.width(), shift),
                        ImageSizes.reduced(size.height(), shift));
    }

    /**
     * Whether decoding may take seconds: of many pixels, of many bytes, of a JPEG whose every scan
     * goes over all pixels, since it may have thousands of them, or by a third party's format, of
     * which nothing is known.
     */
    public static boolean mayTakeLong(ProbedImage probed, long encodedBytes) {
        if (probed.format() instanceof ExtensionFormat) {
            return true;
        }
        boolean scans = probed.head().cost().coefficientBytes() > 0;
        long pixels = ImageSizes.pixels(probed.head().cost().coded());
        return encodedBytes > 8 << 20 || pixels > (scans ? 1 << 20 : 32 << 20);
    }

    /**
     * Decodes.
     *
     * @param shift of the result's sides against the header's, at most {@link #maxShift}
     * @return a raster that the caller closes
     */
    public static Raster decode(byte[] encoded, ProbedImage probed, int shift) throws IOException {
        NativeLibraries.loadFfmpeg();
        TruncationCheck.check(probed, encoded);
        if (probed.format() instanceof ExtensionFormat extension) {
            return ExtensionDecoder.decode(encoded, extension, probed.head(), shift);
        }
        if (probed.head().traits() == ImageFacts.Traits.UNREAD) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The header of this kind of %s is read, its pixels are not"
                            .formatted(probed.format().contentType()));
        }
        BuiltInFormat format = (BuiltInFormat) probed.format();
        ColourProfile profile = EmbeddedProfile.of(format, encoded);
        return switch (format) {
            case HEIC, AVIF -> HeifDecoder.decode(encoded, probed);
            case TIFF -> decodeTiff(encoded, probed, profile);
            case WEBP -> decodeWebp(encoded, probed, profile);
            case BMP -> BmpDecoder.decode(encoded, probed.head());
            case PNG -> decodePng(encoded, probed, profile);
            case JPEG -> decodeJpeg(encoded, probed, shift, profile);
            case GIF -> decodeWhole(encoded, probed, shift, profile);
        };
    }

    /** FFmpeg mixes inks by itself, as inverted ones and by no profile. */
    private static Raster decodeJpeg(
            byte[] file, ProbedImage probed, int shift, ColourProfile profile)
            throws MediaException {
        boolean inks = profile != null && profile.isOfInks();
        return inks || probed.head().traits() == ImageFacts.Traits.PLAIN_CMYK
                ? CmykConversion.decode(file, probed, profile)
                : decodeWhole(file, probed, shift, profile);
    }

    /** Without the chunks that say nothing of pixels, so that none of them spoils these. */
    private static Raster decodePng(byte[] file, ProbedImage probed, ColourProfile profile)
            throws MediaException {
        PngChunks chunks = PngChunks.of(file);
        Raster raster = decodeWhole(chunks.pixelsOnly(), probed, 0, profile);
        if (chunks.isBlackTransparent()) {
            // FFmpeg loses the transparent colour of the kind with one bit.
            raster.whiten();
        }
        return raster;
    }

    /** FFmpeg is stricter about the ends of strips than those who write them. */
    private static Raster decodeTiff(byte[] file, ProbedImage probed, ColourProfile profile)
            throws IOException {
        if (probed.head().traits() == ImageFacts.Traits.RARE_SAMPLES) {
            return TiffDecoder.decode(file, profile);
        } else if (probed.head().traits() == ImageFacts.Traits.RARE) {
            return decodeRareTiff(file, probed, profile);
        }
        try {
            return decodeWhole(TiffHeaderParser.withPixelTagsOnly(file, false), probed, 0, profile);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return decodeRareTiff(file, probed, profile);
        }
    }

    private static Raster decodeRareTiff(byte[] file, ProbedImage probed, ColourProfile profile)
            throws MediaException {
        Raster raster =
                ImageIoTiffDecoder.decode(TiffHeaderParser.withPixelTagsOnly(file, true), probed);
        if (profile != null && (probed.head().isGrey() ? profile.isOfGrey() : profile.isOfRgb())) {
            profile.toSrgb(raster);
        }
        return raster;
    }

    /** FFmpeg takes some transparent ones for corrupt that are not. */
    private static Raster decodeWebp(byte[] file, ProbedImage probed, ColourProfile profile)
            throws IOException {
        if (probed.head().traits() == ImageFacts.Traits.ANIMATED) {
            return AnimatedWebp.decodeFirst(file, probed, profile);
        }
        try {
            return decodeWhole(file, probed, 0, profile);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return LibwebpDecoder.decode(file, probed.head().size(), profile).orElseThrow(() -> e);
        }
    }

    /**
     * Decodes a file that is one packet to FFmpeg.
     *
     * @param profile of its colours; null for sRGB
     */
    static Raster decodeWhole(byte[] file, ProbedImage probed, int shift, ColourProfile profile)
            throws MediaException {
        try (DecodedFrame decoded = decodeFrame(file, probed, shift)) {
            return FrameConversion.toRaster(decoded.frame(), profile);
        }
    }

    /** The frame that FFmpeg makes of a file; the caller closes it. */
    static DecodedFrame decodeFrame(byte[] file, ProbedImage probed, int shift)
            throws MediaException {
        ImageSize size = probed.head().size();
        DecodedFrame.Expectation expected =
                new DecodedFrame.Expectation(
                        probed.format().contentType(),
                        codecId((BuiltInFormat) probed.format()),
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
