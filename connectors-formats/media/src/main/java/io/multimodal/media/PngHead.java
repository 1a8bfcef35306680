// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Reads a PNG's first chunk, and its EXIF chunk where that stands before the pixels. */
final class PngHead {
    private static final int FIRST_CHUNK = 8;

    private PngHead() {}

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
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
        return new StillHead(
                StillSize.of("PNG", width, height),
                mode,
                orientation(bytes),
                StillHead.Traits.PLAIN);
    }

    private static Orientation orientation(HeaderBytes bytes) throws IOException {
        try {
            for (long at = FIRST_CHUNK; at + 8 <= bytes.size(); ) {
                long length = bytes.u32(at, false);
                String name = bytes.name(at + 4);
                if (name.equals("eXIf")) {
                    return TiffHead.orientation(bytes, at + 8, at + 8 + length);
                } else if (name.equals("IDAT") || name.equals("IEND")) {
                    break;
                }
                at += 12 + length;
            }
        } catch (HeaderBytes.OutOfReachException e) {
            return Orientation.UPRIGHT;
        }
        return Orientation.UPRIGHT;
    }
}
