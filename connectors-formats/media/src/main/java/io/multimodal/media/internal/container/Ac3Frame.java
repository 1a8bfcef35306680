// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/**
 * The header of a frame of AC-3 or E-AC-3 (ETSI TS 102 366).
 *
 * @param isEnhanced whether it is E-AC-3
 * @param bytes of this frame, its header included
 */
record Ac3Frame(boolean isEnhanced, int bytes) {
    private static final int SYNC = 0x0b77;
    private static final int HEAD_BYTES = 6;
    private static final int FIRST_EAC3_VERSION = 11;
    private static final int LAST_VERSION = 16;

    /** In kbit/s. */
    private static final int[] RATES = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };

    /** The frame that begins at an offset and that another one, or the end, follows; else null. */
    static Ac3Frame at(HeaderBytes bytes, long offset)
            throws IOException, HeaderBytes.OutOfReachException {
        if (offset + HEAD_BYTES > bytes.size() || bytes.u16(offset, false) != SYNC) {
            return null;
        }
        int version = bytes.u8(offset + 5) >> 3;
        boolean enhanced = version >= FIRST_EAC3_VERSION;
        int length =
                version > LAST_VERSION
                        ? 0
                        : enhanced ? enhancedBytes(bytes, offset) : plainBytes(bytes, offset);
        long next = offset + length;
        boolean followed = next + 2 > bytes.size() || bytes.u16(next, false) == SYNC;
        return length > HEAD_BYTES && followed ? new Ac3Frame(enhanced, length) : null;
    }

    private static int enhancedBytes(HeaderBytes bytes, long offset)
            throws IOException, HeaderBytes.OutOfReachException {
        return 2 * ((bytes.u16(offset + 2, false) & 0x7ff) + 1);
    }

    /** 0 for a code that is reserved. */
    private static int plainBytes(HeaderBytes bytes, long offset)
            throws IOException, HeaderBytes.OutOfReachException {
        int codes = bytes.u8(offset + 4);
        int rate = codes >> 6;
        int size = codes & 63;
        if (rate == 3 || size / 2 >= RATES.length) {
            return 0;
        }
        int kilobits = RATES[size / 2];
        return switch (rate) {
            case 0 -> 4 * kilobits;
            case 1 -> 2 * (kilobits * 96_000 / 44_100 + (size & 1));
            default -> 6 * kilobits;
        };
    }
}
