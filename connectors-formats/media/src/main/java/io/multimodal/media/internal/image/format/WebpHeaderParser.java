// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Reads a WebP's first chunk, simple or extended. */
final class WebpHeaderParser {
    private static final int FIRST_CHUNK = 12;
    private static final int ANIMATION = 0x02;
    private static final int EXIF = 0x08;
    private static final int ALPHA = 0x10;

    private WebpHeaderParser() {}

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        String chunk = bytes.name(FIRST_CHUNK);
        return switch (chunk) {
            case "VP8 " ->
                    new ImageFacts(
                            ImageSizes.of(
                                    "WebP",
                                    bytes.u16(26, true) & 0x3fff,
                                    bytes.u16(28, true) & 0x3fff),
                            "RGB");
            case "VP8L" -> lossless(bytes.u32(21, true));
            case "VP8X" -> extended(bytes);
            default ->
                    throw new MediaException(
                            ErrorCode.CORRUPT,
                            "The WebP begins with a chunk %s instead of 'VP8 ', 'VP8L' or 'VP8X'"
                                    .formatted(Quoted.of(chunk)));
        };
    }

    private static ImageFacts lossless(long bits) throws MediaException {
        long width = (bits & 0x3fff) + 1;
        long height = (bits >> 14 & 0x3fff) + 1;
        return new ImageFacts(
                ImageSizes.of("WebP", width, height), (bits >> 28 & 1) == 1 ? "RGBA" : "RGB");
    }

    private static ImageFacts extended(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        int flags = bytes.u8(20);
        long width = (bytes.u32(24, true) & 0xffffff) + 1;
        long height = (bytes.u32(27, true) & 0xffffff) + 1;
        return new ImageFacts(
                ImageSizes.of("WebP", width, height),
                (flags & ALPHA) != 0 ? "RGBA" : "RGB",
                (flags & EXIF) != 0 ? orientation(bytes) : Orientation.UPRIGHT,
                (flags & ANIMATION) != 0 ? ImageFacts.Traits.ANIMATED : ImageFacts.Traits.PLAIN);
    }

    private static Orientation orientation(HeaderBytes bytes) throws IOException {
        try {
            ExifSpan exif = exif(bytes);
            Orientation said = exif == null ? null : exif.orientation();
            return said == null ? Orientation.UPRIGHT : said;
        } catch (HeaderBytes.OutOfReachException e) {
            return Orientation.UPRIGHT;
        }
    }

    /** Where the EXIF block lies, which stands behind the pixels; null where there is none. */
    static ExifSpan exif(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        for (long at = FIRST_CHUNK; at + 8 <= bytes.size(); ) {
            long length = bytes.u32(at + 4, true);
            if (bytes.matches(at, "EXIF")) {
                return ExifSpan.behindPrefix(bytes, at + 8, at + 8 + length);
            }
            at += 8 + length + (length & 1);
        }
        return null;
    }
}
