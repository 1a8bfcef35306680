// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/** Reads a PNG's first chunk, and the orientation that its EXIF block says. */
final class PngHeaderParser {
    private static final int FIRST_CHUNK = 8;
    private static final int GREY = 0;
    private static final int PALETTE = 3;
    private static final int COLOUR = 2;
    private static final int ALPHA = 4;

    private PngHeaderParser() {}

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        if (!bytes.name(FIRST_CHUNK + 4).equals("IHDR")) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The PNG begins with a chunk %s instead of IHDR"
                            .formatted(Quoted.of(bytes.name(FIRST_CHUNK + 4))));
        }
        long width = bytes.u32(16, false);
        long height = bytes.u32(20, false);
        int depth = bytes.u8(24);
        String mode =
                switch (bytes.u8(25)) {
                    case 0 -> depth == 1 ? "1" : depth == 16 ? "I;16" : "L";
                    case 2 -> "RGB";
                    case 3 -> "P";
                    case 4 -> "LA";
                    case 6 -> "RGBA";
                    default -> null;
                };
        ImageSize size = ImageSizes.of("PNG", width, height);
        return new ImageFacts(size, mode, orientation(bytes), ImageFacts.Traits.PLAIN)
                .costing(DecodeCost.ofBits(size, frameBits(bytes, bytes.u8(25), depth)));
    }

    /** How many bits of a pixel FFmpeg's frame holds, and of RGBA before it is laid over white. */
    private static int frameBits(HeaderBytes bytes, int kind, int depth) throws IOException {
        if (kind == PALETTE || (kind == GREY && depth == 1)) {
            return Byte.SIZE;
        }
        boolean alpha = (kind & ALPHA) != 0 || mayHaveTransparentColour(bytes);
        int channels = ((kind & COLOUR) != 0 ? 3 : 1) + (alpha ? 1 : 0);
        return channels * Math.max(Byte.SIZE, depth) + (alpha ? Integer.SIZE : 0);
    }

    private static boolean mayHaveTransparentColour(HeaderBytes bytes) throws IOException {
        try {
            for (long at = FIRST_CHUNK; at + 8 <= bytes.size(); ) {
                if (bytes.matches(at + 4, "tRNS")) {
                    return true;
                } else if (bytes.matches(at + 4, "IDAT")) {
                    return false;
                }
                at += 12 + bytes.u32(at, false);
            }
            return false;
        } catch (HeaderBytes.OutOfReachException e) {
            return true;
        }
    }

    private static Orientation orientation(HeaderBytes bytes) throws IOException {
        try {
            ExifSpan exif = PngExif.find(bytes);
            Orientation said = exif == null ? null : exif.orientation();
            return said == null ? Orientation.UPRIGHT : said;
        } catch (HeaderBytes.OutOfReachException e) {
            return Orientation.UPRIGHT;
        }
    }
}
