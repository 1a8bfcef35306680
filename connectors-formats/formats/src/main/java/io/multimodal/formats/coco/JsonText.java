// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Writes values of Flink's internal form as JSON, so that {@link JsonValue} makes the same values
 * of it. The types are those of {@link JsonValue#supports}.
 */
final class JsonText {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonText() {}

    /**
     * Writes a value.
     *
     * @param value null for null
     * @throws MediaException if it is a number that JSON does not have
     */
    static void write(Object value, LogicalType type, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> json.writeString(value.toString());
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    json.writeNumber(((Number) value).longValue());
            case FLOAT -> json.writeNumber((float) finite((Float) value));
            case DOUBLE -> json.writeNumber(finite((Double) value));
            case ARRAY -> array((ArrayData) value, ((ArrayType) type).getElementType(), json);
            case ROW -> object((RowData) value, (RowType) type, json);
            default -> throw new IllegalArgumentException("No column has the type " + type);
        }
    }

    private static double finite(double number) throws MediaException {
        if (!Double.isFinite(number)) {
            throw refused("the number %s, which JSON does not have".formatted(number));
        }
        return number;
    }

    private static void array(ArrayData array, LogicalType type, JsonGenerator json)
            throws IOException {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        json.writeStartArray();
        for (int i = 0; i < array.size(); i++) {
            write(getter.getElementOrNull(array, i), type, json);
        }
        json.writeEndArray();
    }

    /** An object with the fields that are not null. */
    private static void object(RowData row, RowType type, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < type.getFieldCount(); i++) {
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
            if (value != null) {
                json.writeFieldName(type.getFieldNames().get(i));
                write(value, type.getTypeAt(i), json);
            }
        }
        json.writeEndObject();
    }

    /**
     * Writes the list or object of JSON that a text holds.
     *
     * @throws MediaException if the text holds none
     */
    static void nested(String text, JsonGenerator json) throws IOException {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MediaException(
                    ErrorCode.REFUSED, "a text is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isContainerNode()) {
            throw refused("a text that is neither a list nor an object of JSON");
        }
        MAPPER.writeTree(json, node);
    }

    private static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "it has " + what);
    }
}
