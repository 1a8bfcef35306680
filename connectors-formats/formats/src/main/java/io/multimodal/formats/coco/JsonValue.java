// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Values of JSON, as {@link BoundedJson} reads them, in Flink's internal form. */
final class JsonValue {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Doubles beyond it are no exact numbers. */
    private static final double EXACT = 1L << 53;

    private JsonValue() {}

    /** Says why a value is not of a type. */
    static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        MismatchException(String why) {
            super(why, null, false, false);
        }
    }

    static boolean supports(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> true;
            case ARRAY, ROW -> type.getChildren().stream().allMatch(JsonValue::supports);
            default -> false;
        };
    }

    /**
     * The value in Flink's internal form.
     *
     * @param value null for null, and then the result is null
     */
    static Object of(Object value, LogicalType type) throws MismatchException {
        if (value == null) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> StringData.fromString(text(value));
            case BOOLEAN -> truth(value);
            case TINYINT -> (byte) whole(value, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) whole(value, type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(value, type, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> (float) number(value);
            case DOUBLE -> number(value);
            case ARRAY -> array(value, ((ArrayType) type).getElementType());
            case ROW -> row(value, (RowType) type);
            default -> throw new IllegalArgumentException("No column has the type " + type);
        };
    }

    /** Lists and objects are the text of their JSON. */
    private static String text(Object value) {
        try {
            return value instanceof List || value instanceof Map
                    ? MAPPER.writeValueAsString(value)
                    : value.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON can be written", e);
        }
    }

    private static boolean truth(Object value) throws MismatchException {
        if (value instanceof Boolean truth) {
            return truth;
        } else if (value.equals(0L) || value.equals(1L)) {
            return value.equals(1L);
        }
        throw mismatch(value, "neither true nor false");
    }

    private static long whole(Object value, LogicalType type, long least, long most)
            throws MismatchException {
        boolean exact =
                value instanceof Double number
                        && number == Math.rint(number)
                        && Math.abs(number) <= EXACT;
        if (value instanceof Long || exact) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw mismatch(value, "no " + type.copy(true).asSummaryString());
    }

    private static double number(Object value) throws MismatchException {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw mismatch(value, "no finite number");
    }

    private static GenericArrayData array(Object value, LogicalType type) throws MismatchException {
        if (!(value instanceof List<?> list)) {
            throw mismatch(value, "no list");
        }
        List<Object> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            elements.add(of(element, type));
        }
        return new GenericArrayData(elements.toArray());
    }

    /** A list is a row of its elements, so that a box may be a row of x, y, width and height. */
    private static GenericRowData row(Object value, RowType type) throws MismatchException {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        if (value instanceof List<?> list && list.size() == type.getFieldCount()) {
            for (int i = 0; i < type.getFieldCount(); i++) {
                row.setField(i, of(list.get(i), type.getTypeAt(i)));
            }
        } else if (value instanceof Map<?, ?> object) {
            for (int i = 0; i < type.getFieldCount(); i++) {
                row.setField(i, of(object.get(type.getFieldNames().get(i)), type.getTypeAt(i)));
            }
        } else {
            throw mismatch(
                    value,
                    "neither an object nor a list of %d elements".formatted(type.getFieldCount()));
        }
        return row;
    }

    private static MismatchException mismatch(Object value, String expected) {
        String text = text(value);
        return new MismatchException(
                "'%s' is %s"
                        .formatted(
                                text.length() <= 40 ? text : text.substring(0, 40) + "…",
                                expected));
    }
}
