// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

/**
 * Numbers from 0 to 2^63 - 1 in 1 to 9 bytes: seven bits each, the lowest first, the high bit set
 * on all but the last.
 */
final class Varint {
    static final int MAX_BYTES = 9;

    private Varint() {}

    /** How many bytes this number takes; it is not negative. */
    static int sizeOf(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    /** Writes a number, not negative, and says where the next byte goes. */
    static int write(byte[] out, int at, long value) {
        int next = at;
        long rest = value;
        while (rest > 0x7f) {
            out[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[next++] = (byte) rest;
        return next;
    }
}
