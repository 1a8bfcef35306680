// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The JSON schema of columns, in the part of the language that servers enforce: objects all of
 * whose members are required and no others allowed, arrays, strings, numbers, booleans; null where
 * a column may be NULL.
 */
final class JsonSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonSchema() {}

    /**
     * The schema of an object with a member for each column.
     *
     * @throws ValidationException if a column has a type that JSON does not have
     */
    static ObjectNode of(Columns columns) {
        return object(columns.names(), columns.types());
    }

    private static ObjectNode object(List<String> names, List<LogicalType> types) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < names.size(); i++) {
            properties.set(names.get(i), value(names.get(i), types.get(i)));
            required.add(names.get(i));
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode value(String column, LogicalType type) {
        ObjectNode schema =
                switch (type.getTypeRoot()) {
                    case CHAR, VARCHAR -> JSON.objectNode().put("type", "string");
                    case BOOLEAN -> JSON.objectNode().put("type", "boolean");
                    case TINYINT, SMALLINT, INTEGER, BIGINT ->
                            JSON.objectNode().put("type", "integer");
                    case FLOAT, DOUBLE, DECIMAL -> JSON.objectNode().put("type", "number");
                    case ARRAY -> {
                        ObjectNode array = JSON.objectNode().put("type", "array");
                        array.set("items", value(column, ((ArrayType) type).getElementType()));
                        yield array;
                    }
                    case ROW -> {
                        RowType row = (RowType) type;
                        yield object(row.getFieldNames(), row.getChildren());
                    }
                    default ->
                            throw new ValidationException(
                                    "The output column %s is %s, which no answer in JSON can be; STRING, BOOLEAN, the numbers, DECIMAL, and ARRAY and ROW of these are possible"
                                            .formatted(column, Columns.word(type)));
                };
        if (type.isNullable()) {
            String word = schema.get("type").asText();
            schema.putArray("type").add(word).add("null");
        }
        return schema;
    }
}
