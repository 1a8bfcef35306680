// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * What the answer of a chat is: a text, or an object whose members are the output columns.
 *
 * @param output the columns of an answer
 * @param labels of which the first column is one; empty if it may be any text
 */
record ChatAnswer(ResponseFormat format, Columns output, List<String> labels)
        implements Serializable {
    private static final String STRING = "STRING";

    ChatAnswer {
        labels = List.copyOf(labels);
    }

    /** As a model is declared that says nothing of the format. */
    static ResponseFormat formatOf(Columns output, List<String> labels) {
        return labels.isEmpty() && output.words().equals(List.of(STRING))
                ? ResponseFormat.TEXT
                : ResponseFormat.JSON_SCHEMA;
    }

    /** Checks the columns. */
    void check(String model) {
        if (!labels.isEmpty() && !output.words().get(0).equals(STRING)) {
            throw new ValidationException(
                    "With 'labels' the first output column is STRING, but the model %s is declared with OUTPUT %s"
                            .formatted(model, output));
        }
        if (format != ResponseFormat.TEXT) {
            ObjectNode unused = schema();
        } else if (!output.words().equals(List.of(STRING))) {
            throw new ValidationException(
                    "With 'response-format' = 'text' a chat gives one column STRING, but the model %s is declared with OUTPUT %s; leave the option out for several columns"
                            .formatted(model, output));
        }
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonSchema.of(output);
        if (!labels.isEmpty()) {
            ObjectNode first = Json.MAPPER.createObjectNode().put("type", "string");
            labels.forEach(first.putArray("enum")::add);
            ((ObjectNode) schema.get("properties")).set(output.names().get(0), first);
        }
        return schema;
    }

    /**
     * What the model is told, in words: servers that make answers fit a schema do not all show it
     * to the model.
     */
    String instruction() {
        if (format != ResponseFormat.TEXT) {
            return "\nAnswer with one JSON object that has this JSON schema, and nothing else: "
                    + schema();
        }
        return labels.isEmpty()
                ? ""
                : "\nAnswer with one of these labels, and nothing else: "
                        + Json.MAPPER.valueToTree(labels);
    }

    /** Has the server make such an answer. */
    void ask(ObjectNode request) {
        if (format == ResponseFormat.TEXT) {
            return;
        }
        ObjectNode wanted = request.putObject("response_format").put("type", format.toString());
        if (format == ResponseFormat.JSON_SCHEMA) {
            wanted.putObject("json_schema")
                    .put("name", "row")
                    .put("strict", true)
                    .set("schema", schema());
        }
    }

    /**
     * The row of an answer.
     *
     * @throws MediaException CORRUPT if it is not such an answer
     */
    RowData read(String content) throws MediaException {
        GenericRowData row =
                format == ResponseFormat.TEXT
                        ? GenericRowData.of(
                                StringData.fromString(labels.isEmpty() ? content : content.strip()))
                        : JsonRow.of(json(content), output);
        if (!labels.isEmpty() && !labels.contains(String.valueOf(row.getField(0)))) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The model's answer is to be one of the labels %s, and is '%s'"
                            .formatted(
                                    Quotes.of(labels.toString()),
                                    Quotes.of(String.valueOf(row.getField(0)))));
        }
        return row;
    }

    private JsonNode json(String content) throws MediaException {
        try {
            return Json.MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The model's answer is no JSON object, but '%s'; check that the server supports 'response-format' = '%s'"
                            .formatted(Quotes.of(content), format),
                    e);
        }
    }
}
