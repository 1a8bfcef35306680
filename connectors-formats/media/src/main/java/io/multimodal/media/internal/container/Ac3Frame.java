// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/**
 * The header of a frame of AC-3 or E-AC-3 (ETSI TS 102 366, 4.3.1 and E.1.3.1).
 *
 * @param isEnhanced whether it is E-AC-3
 * @param bytes of this frame, its header included
 */
public record Ac3Frame(boolean isEnhanced, int bytes) {
    /** How many bytes of a frame say how long it is. */
    public static final int HEAD_BYTES = 6;

    private static final int SYNC = 0x0b77;
    private static final int FIRST_EAC3_VERSION = 11;
    private static final int LAST_VERSION = 16;

    /** In kbit/s. */
    private static final int[] RATES = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };

    /**
     * How many bytes the frame has that begins with these bytes; 0 where none begins, or where its
     * length is a reserved code.
     *
     * @param head at least {@link #HEAD_BYTES} bytes
     */
    public static int bytes(byte[] head) {
        if (((head[0] & 0xff) << 8 | (head[1] & 0xff)) != SYNC) {
            return 0;
        }
        return isEnhanced(head)
                ? 2 * (1 + ((head[2] & 7) << 8 | (head[3] & 0xff)))
                : plainBytes(head[4] & 0xff);
    }

    private static boolean isEnhanced(byte[] head) {
        return version(head) >= FIRST_EAC3_VERSION;
    }

    private static int version(byte[] head) {
        return head[5] >> 3 & 31;
    }

    private static int plainBytes(int codes) {
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

    /** The frame that begins at an offset and that another one, or the end, follows; else null. */
    static Ac3Frame at(HeaderBytes bytes, long offset)
            throws IOException, HeaderBytes.OutOfReachException {
        if (offset + HEAD_BYTES > bytes.size() || bytes.u16(offset, false) != SYNC) {
            return null;
        }
        byte[] head = bytes.range(offset, HEAD_BYTES);
        int length = version(head) > LAST_VERSION ? 0 : bytes(head);
        long next = offset + length;
        boolean followed = next + 2 > bytes.size() || bytes.u16(next, false) == SYNC;
        return length > HEAD_BYTES && followed ? new Ac3Frame(isEnhanced(head), length) : null;
    }
}
