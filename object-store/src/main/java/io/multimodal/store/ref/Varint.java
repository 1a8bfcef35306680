// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Internal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Unsigned numbers of 64 bits in 1 to 10 bytes: seven bits each, the lowest first, the high bit set
 * on all but the last. The binary formats of references, programs and serialised values use it.
 */
@Internal
public final class Varint {
    /** The number of bytes that the largest number takes. */
    public static final int MAX_BYTES = 10;

    private Varint() {}

    /** The number of bytes that this number takes, 1 to {@link #MAX_BYTES}. */
    public static int sizeOf(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /**
     * Writes a number and returns the position of the byte after it.
     *
     * @param out has room for the number at {@code at}
     */
    public static int write(byte[] out, int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[next++] = (byte) rest;
        return next;
    }

    /** Writes a number. */
    public static void write(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /**
     * Reads a number, also one that takes more bytes than it needs.
     *
     * @throws IOException if the input ends, or the number has more than {@link #MAX_BYTES} bytes
     */
    public static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IOException("Cannot read a number: it has more than 64 bits");
    }

    /**
     * Reads a number in its shortest form, so that it takes {@link #sizeOf} bytes.
     *
     * @throws MalformedException if the bytes at {@code at} are no such number
     */
    public static long read(byte[] bytes, int at) throws MalformedException {
        long value = 0;
        int next = at;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (next >= bytes.length) {
                throw new MalformedException("ends early, after " + bytes.length + " bytes");
            }
            int b = bytes[next++];
            long bits = b & 0x7f;
            if (shift == 63 && bits > 1) {
                break;
            }
            value |= bits << shift;
            if (b >= 0) {
                if (b == 0 && shift > 0) {
                    throw new MalformedException("writes a number longer than it needs");
                }
                return value;
            }
        }
        throw new MalformedException("has a number of more than 64 bits");
    }

    /** The bytes are not a number; the message completes a sentence about what contains them. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
