// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** The segments of a JPEG that stand before its first scan. */
public final class JpegSegments {
    static final int APP1 = 0xe1;
    public static final int APP2 = 0xe2;
    static final int APP14 = 0xee;

    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegSegments() {}

    /** Takes one segment. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A segment.
         *
         * @param start of its body, behind marker and length
         * @param end behind its last byte
         */
        void segment(int marker, long start, long end)
                throws IOException, HeaderBytes.OutOfReachException;
    }

    /** Visits the segments in order, and says where the first scan or the end is marked. */
    public static long walk(HeaderBytes bytes, Visitor visitor)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = 2;
        while (true) {
            int marker = bytes.u8(at) == 0xff ? bytes.u8(at + 1) : 0;
            if (marker == 0 || marker == 0xff) {
                at++;
            } else if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                return at;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2;
            } else {
                long end = at + 2 + Math.max(2, bytes.u16(at + 2, false));
                visitor.segment(marker, at + 4, end);
                at = end;
            }
        }
    }
}
