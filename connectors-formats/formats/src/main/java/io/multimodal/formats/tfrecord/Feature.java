// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.protobuf.ProtobufException;
import io.multimodal.types.protobuf.ProtobufFields;
import io.multimodal.types.protobuf.ProtobufFields.Part;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The values of a feature.
 *
 * @param type of its list; null if it has none
 * @param values {@link Part}s, Floats or Longs
 */
record Feature(FeatureType type, List<Object> values) {
    private static final int VALUE = 1;

    static Feature of(byte[] bytes, Part feature) throws MediaException {
        try {
            return of(new ProtobufFields(bytes, feature));
        } catch (ProtobufException e) {
            throw Example.damaged(e.getMessage(), e);
        }
    }

    private static Feature of(ProtobufFields lists) {
        FeatureType type = null;
        List<Object> values = List.of();
        while (lists.next()) {
            int field = lists.number();
            FeatureType known =
                    Arrays.stream(FeatureType.values())
                            .filter(one -> one.field() == field)
                            .findFirst()
                            .orElse(null);
            if (known != null && lists.is(ProtobufFields.DELIMITED)) {
                type = known;
                values = values(lists.message(), known);
            }
        }
        return new Feature(type, values);
    }

    private static List<Object> values(ProtobufFields fields, FeatureType type) {
        List<Object> values = new ArrayList<>();
        while (fields.next()) {
            if (fields.is(VALUE, ProtobufFields.DELIMITED)) {
                if (type == FeatureType.BYTES) {
                    values.add(fields.part());
                } else {
                    packed(fields.message(), type, values);
                }
            } else if (type == FeatureType.INT64 && fields.is(VALUE, ProtobufFields.VARINT)) {
                values.add(fields.integer());
            } else if (type == FeatureType.FLOAT && fields.is(VALUE, ProtobufFields.FIXED32)) {
                values.add(Float.intBitsToFloat((int) fields.integer()));
            }
        }
        return values;
    }

    private static void packed(ProtobufFields numbers, FeatureType type, List<Object> values) {
        while (numbers.hasMore()) {
            if (type == FeatureType.INT64) {
                values.add(numbers.varint());
            } else {
                values.add(numbers.float32());
            }
        }
    }

    /**
     * A value in Flink's internal form.
     *
     * @param bytes of the record
     * @throws MediaException if it is not of the type
     */
    Object value(byte[] bytes, int index, LogicalType wanted) throws MediaException {
        Object value = values.get(index);
        if (value instanceof Part part) {
            byte[] copy = Arrays.copyOfRange(bytes, part.offset(), part.offset() + part.length());
            return switch (wanted.getTypeRoot()) {
                case BINARY, VARBINARY -> copy;
                case CHAR, VARCHAR -> text(copy);
                default -> throw mismatch(wanted);
            };
        }
        Number number = (Number) value;
        return switch (wanted.getTypeRoot()) {
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case BOOLEAN -> whole(number, wanted, 0, 1) == 1;
            case TINYINT -> (byte) whole(number, wanted, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) whole(number, wanted, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(number, wanted, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(number, wanted, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> throw mismatch(wanted);
        };
    }

    private long whole(Number number, LogicalType wanted, long least, long most)
            throws MediaException {
        if (!(number instanceof Long value)) {
            throw mismatch(wanted);
        } else if (value < least || value > most) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "%d is not %s".formatted(value, wanted.asSummaryString()));
        }
        return value;
    }

    private static StringData text(byte[] bytes) throws MediaException {
        try {
            return StringData.fromString(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new MediaException(ErrorCode.CORRUPT, "it is not text in UTF-8", e);
        }
    }

    private MediaException mismatch(LogicalType wanted) {
        return new MediaException(
                ErrorCode.CORRUPT,
                "it is a list of %s, and the column is %s"
                        .formatted(type, wanted.asSummaryString()));
    }
}
