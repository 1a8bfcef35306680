// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers in as few bytes as they need, seven bits a byte, the lowest first; texts and bytes. */
final class Varints {
    private Varints() {}

    static void write(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IOException("Cannot read a number: it has more than 64 bits");
    }

    static void writeSigned(long value, DataOutput out) throws IOException {
        write((value << 1) ^ (value >> 63), out);
    }

    static long readSigned(DataInput in) throws IOException {
        long value = read(in);
        return (value >>> 1) ^ -(value & 1);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        write(bytes.length, out);
        out.write(bytes);
    }

    /** Bytes with their length before them, of which there are at most {@code maxBytes}. */
    static byte[] readBytes(DataInput in, int maxBytes) throws IOException {
        byte[] bytes = new byte[readCount(in, maxBytes)];
        in.readFully(bytes);
        return bytes;
    }

    /** A number from 0 to {@code max}, checked before memory is taken for so many things. */
    static int readCount(DataInput in, int max) throws IOException {
        long count = read(in);
        if (count < 0 || count > max) {
            throw new IOException(
                    "Cannot read a value: it says that %d bytes or items follow, at most %d are possible"
                            .formatted(count, max));
        }
        return (int) count;
    }

    static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readText(DataInput in, int maxBytes) throws IOException {
        return new String(readBytes(in, maxBytes), StandardCharsets.UTF_8);
    }
}
