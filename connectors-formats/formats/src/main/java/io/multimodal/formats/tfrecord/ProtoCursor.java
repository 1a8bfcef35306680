// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of a Protocol Buffers message that is a range of an array. Every length is
 * compared with the range before it is used. Not thread-safe.
 */
final class ProtoCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int FIXED32 = 5;

    /** A range of the array. */
    record Part(int offset, int length) {}

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wireType;

    ProtoCursor(byte[] bytes, Part part) {
        this.bytes = bytes;
        this.at = part.offset();
        this.end = part.offset() + part.length();
    }

    /** Goes to the next field; false behind the last one. */
    boolean next() throws MediaException {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag < 0 || tag > 0xffffffffL || field == 0) {
            throw damaged("a field has the number " + (tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Whether the field has this number and this wire type. */
    boolean is(int number, int type) {
        return field == number && wireType == type;
    }

    boolean hasMore() {
        return at < end;
    }

    long varint() throws MediaException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw damaged("a number is cut off");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has more than 10 bytes");
    }

    float float32() throws MediaException {
        Part part = take(4);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(part.offset());
    }

    /** The content of a field of the type DELIMITED. */
    Part part() throws MediaException {
        return take(varint());
    }

    void skip() throws MediaException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> take(8);
            case DELIMITED -> part();
            case FIXED32 -> take(4);
            default -> throw damaged("a field has the wire type " + wireType);
        }
    }

    private Part take(long length) throws MediaException {
        if (length < 0 || length > end - at) {
            throw damaged("a field has %d bytes, and %d follow".formatted(length, end - at));
        }
        Part part = new Part(at, (int) length);
        at += part.length();
        return part;
    }

    static MediaException damaged(String why) {
        return new MediaException(
                ErrorCode.CORRUPT, "it is not a message of the type tf.train.Example: " + why);
    }
}
