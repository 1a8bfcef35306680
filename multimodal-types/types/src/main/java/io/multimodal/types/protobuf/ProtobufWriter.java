// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.protobuf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a message of Protocol Buffers, field by field. Not thread-safe. */
public final class ProtobufWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A field that is a number. */
    public ProtobufWriter integer(int field, long value) {
        key(field, ProtobufFields.VARINT);
        varint(value);
        return this;
    }

    /** A field that is a text. */
    public ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field that is bytes. */
    public ProtobufWriter bytes(int field, byte... value) {
        key(field, ProtobufFields.DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** A field that is a message. */
    public ProtobufWriter message(int field, ProtobufWriter value) {
        return bytes(field, value.toByteArray());
    }

    /** All fields of another message. */
    public ProtobufWriter fields(ProtobufWriter others) {
        bytes.writeBytes(others.toByteArray());
        return this;
    }

    /** What was written; a copy. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
