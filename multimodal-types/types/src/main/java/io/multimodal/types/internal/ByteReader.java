// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.internal;

import io.multimodal.store.ref.Varint;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote, and refuses everything else: hostile bytes are normal. Not
 * thread-safe.
 */
public final class ByteReader {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** One byte, 0 to 255. */
    public int readByte() throws MalformedException {
        if (position == bytes.length) {
            throw new MalformedException("ends early, after " + position + " bytes");
        }
        return bytes[position++] & 0xff;
    }

    /** An unsigned number below 2³¹. */
    public int readVarint() throws MalformedException {
        long value = readUnsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedException("has a number above 2147483647");
        }
        return (int) value;
    }

    /** A signed number of 32 bits. */
    public int readZigzagInt() throws MalformedException {
        long value = readZigzag();
        if (value != (int) value) {
            throw new MalformedException("has a number of more than 32 bits");
        }
        return (int) value;
    }

    /** A signed number of 64 bits. */
    public long readZigzag() throws MalformedException {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private long readUnsigned() throws MalformedException {
        try {
            long value = Varint.read(bytes, position);
            position += Varint.sizeOf(value);
            return value;
        } catch (Varint.MalformedException e) {
            throw new MalformedException(e.getMessage());
        }
    }

    /** A text in UTF-8. */
    public String readText() throws MalformedException {
        ByteBuffer text = next(readVarint(), "a text");
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("has a text that is not UTF-8");
        }
    }

    /** Bytes, preceded by their number. */
    public byte[] readBytes() throws MalformedException {
        ByteBuffer next = next(readVarint(), "a part");
        byte[] read = new byte[next.remaining()];
        next.get(read);
        return read;
    }

    /** A float, in four bytes. */
    public float readFloat() throws MalformedException {
        return next(Float.BYTES, "a float").getFloat();
    }

    /** A double, in eight bytes. */
    public double readDouble() throws MalformedException {
        return next(Double.BYTES, "a double").getDouble();
    }

    private ByteBuffer next(int length, String what) throws MalformedException {
        if (length > bytes.length - position) {
            throw new MalformedException(
                    "ends early: %s of %d bytes begins at %d of %d"
                            .formatted(what, length, position, bytes.length));
        }
        position += length;
        return ByteBuffer.wrap(bytes, position - length, length);
    }

    /** Fails unless everything was read. */
    public void expectEnd() throws MalformedException {
        if (position != bytes.length) {
            throw new MalformedException(
                    "goes on for %d bytes after its end".formatted(bytes.length - position));
        }
    }

    /** The bytes are not what they should be; the message completes a sentence. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
