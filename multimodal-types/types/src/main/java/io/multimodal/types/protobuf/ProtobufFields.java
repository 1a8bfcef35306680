// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the fields of a Protocol Buffers message that is a range of an array, and copies none
 * of them. Every length is compared with the range before it is used. Every method that reads
 * throws a {@link ProtobufException} if the bytes are not a message. Not thread-safe.
 *
 * <pre>{@code
 * ProtobufFields fields = new ProtobufFields(bytes);
 * while (fields.next()) {
 *     if (fields.is(NAME, ProtobufFields.DELIMITED)) {
 *         name = fields.text();
 *     }
 * }
 * }</pre>
 */
public final class ProtobufFields {
    /** The wire types. */
    public static final int VARINT = 0;

    public static final int FIXED64 = 1;
    public static final int DELIMITED = 2;
    public static final int FIXED32 = 5;

    private static final Part NOTHING = new Part(0, 0);

    /**
     * A range of the array, in bytes.
     *
     * @param offset from the beginning of the array
     */
    public record Part(int offset, int length) {}

    private final byte[] bytes;
    private final int end;
    private int at;
    private int number;
    private int wireType;
    private long integer;
    private Part part = NOTHING;

    /** A message that is the whole array. */
    public ProtobufFields(byte[] bytes) {
        this(bytes, new Part(0, bytes.length));
    }

    /** A message that is a part of the array. */
    public ProtobufFields(byte[] bytes, Part part) {
        this.bytes = bytes;
        this.at = part.offset();
        this.end = part.offset() + part.length();
    }

    /** Reads the next field; false after the last one. */
    public boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag < 0 || tag > 0xffffffffL || number == 0) {
            throw new ProtobufException("a field has the number " + (tag >>> 3));
        }
        integer = 0;
        part = NOTHING;
        switch (wireType) {
            case VARINT -> integer = varint();
            case FIXED64 -> integer = littleEndian(Long.BYTES).getLong();
            case DELIMITED -> part = take(varint());
            case FIXED32 -> integer = littleEndian(Integer.BYTES).getInt();
            default -> throw new ProtobufException("a field has the wire type " + wireType);
        }
        return true;
    }

    /** The number of the field. */
    public int number() {
        return number;
    }

    /** Whether the field has this wire type. */
    public boolean is(int type) {
        return wireType == type;
    }

    /** Whether the field has this number and this wire type. */
    public boolean is(int field, int type) {
        return number == field && wireType == type;
    }

    /** The value of a field that is a number; the bits of one of a fixed size; else 0. */
    public long integer() {
        return integer;
    }

    /** Where the content of a {@link #DELIMITED} field lies; else a part of no bytes. */
    public Part part() {
        return part;
    }

    /** The content of a {@link #DELIMITED} field as a message; else a message without fields. */
    public ProtobufFields message() {
        return new ProtobufFields(bytes, part);
    }

    /** The content of a {@link #DELIMITED} field as text in UTF-8; else an empty text. */
    public String text() {
        return new String(bytes, part.offset(), part.length(), UTF_8);
    }

    /** Whether bytes are left, of a message whose content is packed numbers. */
    public boolean hasMore() {
        return at < end;
    }

    /** The next packed number of variable length. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw new ProtobufException("a number is cut off");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new ProtobufException("a number has more than 10 bytes");
    }

    /** The next packed float. */
    public float float32() {
        return littleEndian(Float.BYTES).getFloat();
    }

    private ByteBuffer littleEndian(int size) {
        Part taken = take(size);
        return ByteBuffer.wrap(bytes, taken.offset(), size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Part take(long length) {
        if (length < 0 || length > end - at) {
            throw new ProtobufException(
                    "a field has %d bytes, and %d follow".formatted(length, end - at));
        }
        Part taken = new Part(at, (int) length);
        at += taken.length();
        return taken;
    }
}
