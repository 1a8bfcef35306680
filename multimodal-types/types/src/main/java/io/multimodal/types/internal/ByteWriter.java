// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.internal;

import io.multimodal.store.ref.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the small binary formats of this module. Not thread-safe. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] number = new byte[Varint.MAX_BYTES];

    /** One byte, 0 to 255. */
    public void writeByte(int value) {
        out.write(value);
    }

    /** An unsigned number: seven bits a byte, the lowest first. */
    public void writeVarint(long value) {
        out.write(number, 0, Varint.write(number, 0, value));
    }

    /** A signed number, small where it is near zero. */
    public void writeZigzag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** The length in bytes and the UTF-8 bytes. */
    public void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of bytes, and the bytes. */
    public void writeBytes(byte[] bytes) {
        writeVarint(bytes.length);
        out.writeBytes(bytes);
    }

    /** The four bytes of a float, the highest first. */
    public void writeFloat(float value) {
        out.writeBytes(
                ByteBuffer.allocate(Float.BYTES).putInt(Float.floatToRawIntBits(value)).array());
    }

    /** The eight bytes of a double, the highest first. */
    public void writeDouble(double value) {
        out.writeBytes(
                ByteBuffer.allocate(Double.BYTES)
                        .putLong(Double.doubleToRawLongBits(value))
                        .array());
    }

    /** What was written so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
