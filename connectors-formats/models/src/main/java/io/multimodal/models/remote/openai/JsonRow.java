// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A row of a JSON object, in Flink's internal form. Nothing is converted that is not the same. */
final class JsonRow {
    private JsonRow() {}

    /**
     * The row of an object.
     *
     * @throws MediaException CORRUPT if it has not the members of the columns
     */
    static GenericRowData of(JsonNode object, Columns columns) throws MediaException {
        return row("the answer", object, columns.names(), columns.types());
    }

    private static GenericRowData row(
            String where, JsonNode object, List<String> names, List<LogicalType> types)
            throws MediaException {
        if (!object.isObject()) {
            throw wrong(where, "an object of " + names, object);
        }
        GenericRowData row = new GenericRowData(names.size());
        for (int i = 0; i < names.size(); i++) {
            JsonNode member = object.get(names.get(i));
            if (member == null) {
                throw wrong(where, "an object with the member '" + names.get(i) + "'", object);
            }
            row.setField(i, value("'" + names.get(i) + "'", member, types.get(i)));
        }
        return row;
    }

    private static Object value(String where, JsonNode json, LogicalType type)
            throws MediaException {
        if (json.isNull()) {
            // Every output column may be NULL; within, the declaration counts.
            if (!type.isNullable()) {
                throw wrong(where, type.asSummaryString(), json);
            }
            return null;
        }
        switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> {
                return StringData.fromString(checked(json.isTextual(), where, type, json).asText());
            }
            case BOOLEAN -> {
                return checked(json.isBoolean(), where, type, json).booleanValue();
            }
            case TINYINT -> {
                return (byte) integer(where, json, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            }
            case SMALLINT -> {
                return (short) integer(where, json, type, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            case INTEGER -> {
                return (int) integer(where, json, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            case BIGINT -> {
                return integer(where, json, type, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            case FLOAT -> {
                return checked(json.isNumber(), where, type, json).floatValue();
            }
            case DOUBLE -> {
                return checked(json.isNumber(), where, type, json).doubleValue();
            }
            case DECIMAL -> {
                return decimal(where, json, (DecimalType) type);
            }
            case ARRAY -> {
                return array(where, json, ((ArrayType) type).getElementType());
            }
            case ROW -> {
                RowType row = (RowType) type;
                return row(where, json, row.getFieldNames(), row.getChildren());
            }
            default -> throw new IllegalStateException("Planning refuses " + type);
        }
    }

    private static long integer(String where, JsonNode json, LogicalType type, long min, long max)
            throws MediaException {
        boolean isWhole = json.canConvertToExactIntegral() && json.canConvertToLong();
        long value = checked(isWhole, where, type, json).longValue();
        return checked(value >= min && value <= max, where, type, json).longValue();
    }

    private static DecimalData decimal(String where, JsonNode json, DecimalType type)
            throws MediaException {
        DecimalData value =
                DecimalData.fromBigDecimal(
                        checked(json.isNumber(), where, type, json).decimalValue(),
                        type.getPrecision(),
                        type.getScale());
        checked(value != null, where, type, json);
        return value;
    }

    private static GenericArrayData array(String where, JsonNode json, LogicalType element)
            throws MediaException {
        if (!json.isArray()) {
            throw wrong(where, "an array", json);
        }
        Object[] values = new Object[json.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(where + "[" + i + "]", json.get(i), element);
        }
        return new GenericArrayData(values);
    }

    private static JsonNode checked(boolean fits, String where, LogicalType type, JsonNode json)
            throws MediaException {
        if (!fits) {
            throw wrong(where, type.asSummaryString(), json);
        }
        return json;
    }

    private static MediaException wrong(String where, String expected, JsonNode json) {
        return new MediaException(
                ErrorCode.CORRUPT,
                "The model's answer does not fit the output columns: %s is to be %s, and is %s"
                        .formatted(where, expected, Quotes.of(json.toString())));
    }
}
