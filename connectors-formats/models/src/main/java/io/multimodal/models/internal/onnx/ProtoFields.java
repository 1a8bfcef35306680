// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Walks over the fields of one message of a protocol buffer. Copies nothing. */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer message;

    /** The number of the field that {@link #next} found. */
    private long number;

    /** Its value where it is a number of variable length; else 0. */
    private long integer;

    /** Its bytes; null where the field is a number. */
    private ByteBuffer value;

    ProtoFields(ByteBuffer message) {
        this.message = message;
    }

    /** Whether there is another field, which is looked at from now on. */
    boolean next() {
        if (!message.hasRemaining()) {
            return false;
        }
        long tag = varint();
        number = tag >>> 3;
        value = null;
        integer = 0;
        switch ((int) (tag & 7)) {
            case VARINT -> integer = varint();
            case FIXED64 -> take(Long.BYTES);
            case LENGTH_DELIMITED -> value = take(varint());
            case FIXED32 -> take(Integer.BYTES);
            default -> throw notProtobuf();
        }
        return true;
    }

    /** The number of the field. */
    long number() {
        return number;
    }

    /** Its bytes; null where the field is a number. */
    ByteBuffer value() {
        return value;
    }

    /** Its bytes as text; empty where the field is a number. */
    String text() {
        return value == null ? "" : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    /** Its value where it is a number of variable length; else 0. */
    long integer() {
        return integer;
    }

    private ByteBuffer take(long bytes) {
        if (bytes < 0 || bytes > message.remaining()) {
            throw notProtobuf();
        }
        ByteBuffer taken = message.slice(message.position(), (int) bytes);
        message.position(message.position() + (int) bytes);
        return taken;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!message.hasRemaining()) {
                throw notProtobuf();
            }
            byte next = message.get();
            result |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw notProtobuf();
    }

    private IllegalArgumentException notProtobuf() {
        return new IllegalArgumentException(
                "The file is not an ONNX model: its bytes are not a protocol buffer from offset "
                        + message.position());
    }
}
