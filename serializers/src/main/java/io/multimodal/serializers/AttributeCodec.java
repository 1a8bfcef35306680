// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.Varint;
import io.multimodal.types.Attribute;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One attribute as bytes: references and texts with their length before them, whole numbers as
 * zigzag varints, floating-point numbers as 8 bytes.
 */
final class AttributeCodec {
    /** No media type, mode, codec or element type is nearly as long. */
    private static final int MAX_TEXT_BYTES = 64 << 10;

    /** No tensor has nearly as many dimensions. */
    private static final int MAX_LONGS = 1 << 10;

    private AttributeCodec() {}

    static void write(Attribute.Kind kind, Object value, DataOutput out) throws IOException {
        switch (kind) {
            case REFERENCE -> ValueParts.writeBytes((byte[]) value, out);
            case TEXT -> ValueParts.writeText((String) value, out);
            case LONG, INT -> ValueParts.writeSigned(((Number) value).longValue(), out);
            case DOUBLE -> out.writeDouble((Double) value);
            case LONGS -> {
                Long[] longs = (Long[]) value;
                Varint.write(out, longs.length);
                for (Long number : longs) {
                    ValueParts.writeSigned(number, out);
                }
            }
        }
    }

    static Object read(Attribute.Kind kind, DataInput in) throws IOException {
        return switch (kind) {
            case REFERENCE -> ValueParts.readBytes(in, ObjectRef.MAX_ENCODED_BYTES);
            case TEXT -> ValueParts.readText(in, MAX_TEXT_BYTES);
            case LONG -> ValueParts.readSigned(in);
            case INT -> readInt(in);
            case DOUBLE -> in.readDouble();
            case LONGS -> {
                Long[] longs = new Long[ValueParts.readCount(in, MAX_LONGS)];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = ValueParts.readSigned(in);
                }
                yield longs;
            }
        };
    }

    private static int readInt(DataInput in) throws IOException {
        long number = ValueParts.readSigned(in);
        if (number != (int) number) {
            throw new IOException(
                    "Cannot read a number: it is %d, at most %d is possible"
                            .formatted(number, Integer.MAX_VALUE));
        }
        return (int) number;
    }
}
