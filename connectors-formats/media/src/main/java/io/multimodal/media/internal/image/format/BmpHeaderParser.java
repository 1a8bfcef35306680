// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** Reads a BMP's headers. */
final class BmpHeaderParser {
    private static final int SHORTEST_BYTES = 12;
    private static final int LONGEST_BYTES = 124;

    private BmpHeaderParser() {}

    /** Two letters are too little to tell: the length of the second header has to fit as well. */
    static boolean isBmp(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.size() < 18) {
            return true;
        }
        long length = bytes.u32(14, true);
        return length >= SHORTEST_BYTES && length <= LONGEST_BYTES;
    }

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        BmpLayout layout = BmpLayout.read(bytes);
        int bits = layout.bits();
        String mode = bits == 1 ? "1" : bits <= 8 ? "P" : layout.hasAlpha() ? "RGBA" : "RGB";
        return new ImageFacts(layout.size(), mode).costing(DecodeCost.ofBits(layout.size(), 0));
    }
}
