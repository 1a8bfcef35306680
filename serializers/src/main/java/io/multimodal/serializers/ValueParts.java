// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Parts of a serialised value: signed numbers, counts, bytes and texts, by {@link Varint}. */
final class ValueParts {
    private ValueParts() {}

    static void writeSigned(long value, DataOutput out) throws IOException {
        Varint.write(out, (value << 1) ^ (value >> 63));
    }

    static long readSigned(DataInput in) throws IOException {
        long value = Varint.read(in);
        return (value >>> 1) ^ -(value & 1);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        Varint.write(out, bytes.length);
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
        long count = Varint.read(in);
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
