// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Walks a JPEG's segments up to its frame header. */
final class JpegHead {
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegHead() {}

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        Orientation orientation = Orientation.UPRIGHT;
        boolean adobe = false;
        long frame = -1;
        long at = 2;
        while (true) {
            int marker = bytes.u8(at) == 0xff ? bytes.u8(at + 1) : 0;
            if (marker == 0 || marker == 0xff) {
                at++;
                continue;
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                break;
            }
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2;
                continue;
            }
            int length = bytes.u16(at + 2, false);
            long body = at + 4;
            if (marker == APP1 && length > 8 && bytes.matches(body, "Exif\0\0")) {
                orientation = TiffHead.orientation(bytes, body + 6, body + length - 2);
            } else if (marker == APP14 && length >= 14 && bytes.matches(body, "Adobe")) {
                adobe = true;
            } else if (isFrame(marker)) {
                frame = at;
                if (bytes.u8(body + 5) != 4) {
                    break;
                }
            }
            at = body - 2 + Math.max(2, length);
        }
        if (frame < 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The JPEG has no frame header before byte %d, where its first scan or its end is marked"
                            .formatted(at));
        }
        return frame(bytes, frame, orientation, adobe);
    }

    private static boolean isFrame(int marker) {
        // C4, C8 and CC are tables and an extension; F7 is the frame of JPEG-LS.
        return marker == 0xf7
                || (marker >= 0xc0
                        && marker <= 0xcf
                        && marker != 0xc4
                        && marker != 0xc8
                        && marker != 0xcc);
    }

    private static StillHead frame(
            HeaderBytes bytes, long at, Orientation orientation, boolean adobe)
            throws IOException, HeaderBytes.OutOfReachException {
        int marker = bytes.u8(at + 1);
        int height = bytes.u16(at + 5, false);
        int width = bytes.u16(at + 7, false);
        int components = bytes.u8(at + 9);
        String mode =
                switch (components) {
                    case 1 -> bytes.u8(at + 4) > 8 ? "I;16" : "L";
                    case 3 -> "RGB";
                    case 4 -> "CMYK";
                    default -> null;
                };
        StillHead.Traits traits =
                switch (marker) {
                    case 0xc2, 0xc6 -> StillHead.Traits.PROGRESSIVE;
                    case 0xc3, 0xc7, 0xf7 -> StillHead.Traits.LOSSLESS;
                    default -> StillHead.Traits.PLAIN;
                };
        if (!areDistinct(bytes, at + 10, components)) {
            // FFmpeg would take the samples of one for those of the other.
            traits = StillHead.Traits.UNREAD;
        } else if (components == 4 && !adobe) {
            traits = StillHead.Traits.PLAIN_CMYK;
        }
        // A height of 0 is told by a marker behind the first scan.
        PictureSize size = height == 0 ? null : StillSize.of("JPEG", width, height);
        return new StillHead(size, mode, orientation, traits);
    }

    /** Whether each component has a number of its own. */
    private static boolean areDistinct(HeaderBytes bytes, long at, int components)
            throws IOException, HeaderBytes.OutOfReachException {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < components; i++) {
            numbers.add(bytes.u8(at + 3L * i));
        }
        return numbers.size() == components;
    }
}
