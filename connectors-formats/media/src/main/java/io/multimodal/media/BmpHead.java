// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import java.io.IOException;

/** Reads a BMP's information header, of Windows or of OS/2. */
final class BmpHead {
    private static final int OS2_BYTES = 12;
    private static final int LARGEST_BYTES = 124;

    private BmpHead() {}

    /** Two letters are too little to tell: the length of the second header has to fit as well. */
    static boolean isBmp(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.size() < 18) {
            return true;
        }
        long length = bytes.u32(14, true);
        return length >= OS2_BYTES && length <= LARGEST_BYTES;
    }

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        boolean os2 = bytes.u32(14, true) == OS2_BYTES;
        long width = os2 ? bytes.u16(18, true) : (int) bytes.u32(18, true);
        long height = os2 ? bytes.u16(20, true) : Math.abs((long) (int) bytes.u32(22, true));
        int bits = bytes.u16(os2 ? 24 : 28, true);
        String mode = bits == 1 ? "1" : bits <= 8 ? "P" : bits == 32 ? "RGBA" : "RGB";
        return new StillHead(StillSize.of("BMP", width, height), mode);
    }
}
