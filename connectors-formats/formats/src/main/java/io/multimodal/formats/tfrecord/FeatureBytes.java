// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.protobuf.ProtobufFields;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/** The bytes of messages {@code Feature}. */
final class FeatureBytes {
    private static final int VALUE = 1;

    private FeatureBytes() {}

    /** What precedes the content of a field with a length. */
    static byte[] head(int field, long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(field << 3 | ProtobufFields.DELIMITED);
        varint(length, bytes);
        return bytes.toByteArray();
    }

    /** A feature of one value of bytes, without these. */
    static byte[] headOfOne(long length) {
        byte[] value = head(VALUE, length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(FeatureType.BYTES.field(), value.length + length));
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }

    /**
     * A feature with the values of a column.
     *
     * @param value in Flink's internal form
     * @throws MediaException if an element is NULL
     */
    static byte[] of(Object value, SampleColumn column) throws MediaException {
        LogicalType type = column.type();
        List<Object> values = new ArrayList<>();
        if (type instanceof ArrayType array) {
            type = array.getElementType();
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
            for (int i = 0; i < ((ArrayData) value).size(); i++) {
                values.add(getter.getElementOrNull((ArrayData) value, i));
            }
        } else {
            values.add(value);
        }
        if (values.contains(null)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "the column '%s' has an element that is NULL, which a feature cannot have"
                            .formatted(column.name()));
        }
        FeatureType list = FeatureType.of(type);
        byte[] content = list(list, values);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(list.field(), content.length));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] list(FeatureType type, List<Object> values) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        if (type == FeatureType.BYTES) {
            for (Object value : values) {
                byte[] one = value instanceof StringData text ? text.toBytes() : (byte[]) value;
                list.writeBytes(head(VALUE, one.length));
                list.writeBytes(one);
            }
            return list.toByteArray();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (Object value : values) {
            if (type == FeatureType.FLOAT) {
                packed.writeBytes(
                        ByteBuffer.allocate(4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putFloat(((Number) value).floatValue())
                                .array());
            } else {
                varint(
                        value instanceof Boolean is ? (is ? 1 : 0) : ((Number) value).longValue(),
                        packed);
            }
        }
        if (!values.isEmpty()) {
            list.writeBytes(head(VALUE, packed.size()));
            list.writeBytes(packed.toByteArray());
        }
        return list.toByteArray();
    }

    private static void varint(long value, ByteArrayOutputStream bytes) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
