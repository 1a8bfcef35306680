// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * A request for an inference.
 *
 * @param id of the request; empty if it has none
 * @param rows in Flink's internal form
 * @param outputs that are wanted, by name, and whether each goes behind the JSON; empty for all
 * @param isBinary whether outputs that say nothing go behind the JSON
 */
record InferRequest(
        String id, List<RowData> rows, Map<String, Optional<Boolean>> outputs, boolean isBinary) {
    static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MAX_ID_CHARS = 256;

    /** Whether an output goes behind the JSON. */
    boolean isBinary(String output) {
        return outputs.getOrDefault(output, Optional.empty()).orElse(isBinary);
    }

    /** What stands behind the JSON, and belongs to which input. */
    private record Tensor(JsonNode json, Optional<ByteBuffer> bytes) {}

    /**
     * Reads a request.
     *
     * @param headerBytes how many bytes of the body are JSON; empty for all
     * @param maxRows the most rows
     */
    static InferRequest read(
            byte[] body,
            Optional<String> headerBytes,
            List<InputColumn> inputs,
            SignedReferenceCodec codec,
            int maxRows)
            throws RefusedRequestException {
        int header = headerBytes.isEmpty() ? body.length : length(headerBytes.get(), body.length);
        JsonNode json = json(body, header);
        Map<String, Tensor> tensors =
                tensors(
                        json.path("inputs"),
                        ByteBuffer.wrap(body, header, body.length - header).slice());
        if (tensors.size() != inputs.size()) {
            throw RefusedRequestException.bad(
                    "The request has the inputs %s, and the model takes %s"
                            .formatted(tensors.keySet(), names(inputs)));
        }
        List<GenericRowData> rows = null;
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).column().name();
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw RefusedRequestException.bad(
                        "The request lacks the input '%s'; the model takes %s"
                                .formatted(name, names(inputs)));
            }
            if (rows == null) {
                rows = rows(tensor.json, name, maxRows, inputs.size());
            }
            inputs.get(i).read(tensor.json, tensor.bytes, codec, rows, i);
        }
        JsonNode id = json.path("id");
        return new InferRequest(
                id.isTextual() && id.textValue().length() <= MAX_ID_CHARS ? id.textValue() : "",
                List.copyOf(rows),
                outputs(json.path("outputs")),
                json.path("parameters").path("binary_data_output").asBoolean(false));
    }

    private static List<String> names(List<InputColumn> inputs) {
        return inputs.stream().map(input -> input.column().name()).toList();
    }

    private static int length(String header, int most) throws RefusedRequestException {
        try {
            int length = Integer.parseInt(header.strip());
            if (length >= 0 && length <= most) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw RefusedRequestException.bad(
                "The header "
                        + InferenceProtocol.HEADER_LENGTH
                        + " is no number from 0 to the "
                        + most
                        + " bytes of the body");
    }

    private static JsonNode json(byte[] body, int length) throws RefusedRequestException {
        String why = "it is no object";
        try {
            JsonNode json = JSON.readTree(body, 0, length);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // Jackson says each time that it keeps the source to itself.
            why =
                    e.getMessage()
                            .replaceAll("[\\s\\p{Cntrl}]+", " ")
                            .replaceAll("\\[Source: REDACTED [^;]*; ([^]]*)]", "$1");
        }
        throw RefusedRequestException.bad(
                "The body does not begin with the JSON of an inference: "
                        + (why.length() > 200 ? why.substring(0, 200) + "…" : why));
    }

    private static Map<String, Tensor> tensors(JsonNode inputs, ByteBuffer behind)
            throws RefusedRequestException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (JsonNode input : inputs) {
            String name = input.path("name").asText("");
            JsonNode size = input.path("parameters").path("binary_data_size");
            Optional<ByteBuffer> bytes = Optional.empty();
            if (!size.isMissingNode()) {
                int length = size.isInt() ? size.intValue() : -1;
                if (length < 0 || length > behind.remaining()) {
                    throw RefusedRequestException.bad(
                            "The input '%s' has %s bytes, and %d are left behind the JSON"
                                    .formatted(name, size, behind.remaining()));
                }
                bytes =
                        Optional.of(
                                behind.slice(behind.position(), length)
                                        .order(ByteOrder.LITTLE_ENDIAN));
                behind.position(behind.position() + length);
            }
            if (tensors.put(name, new Tensor(input, bytes)) != null) {
                throw RefusedRequestException.bad("The input '%s' is there twice".formatted(name));
            }
        }
        if (behind.hasRemaining()) {
            throw RefusedRequestException.bad(
                    "%d bytes behind the JSON belong to no input".formatted(behind.remaining()));
        }
        return tensors;
    }

    private static List<GenericRowData> rows(JsonNode tensor, String name, int most, int columns)
            throws RefusedRequestException {
        JsonNode length = tensor.path("shape").path(0);
        if (!length.isInt() || length.intValue() < 1 || length.intValue() > most) {
            throw RefusedRequestException.bad(
                    "The input '%s' has the shape %s; its first dimension is the number of rows, 1 to %d"
                            .formatted(name, tensor.path("shape"), most));
        }
        List<GenericRowData> rows = new ArrayList<>(length.intValue());
        for (int i = 0; i < length.intValue(); i++) {
            rows.add(new GenericRowData(columns));
        }
        return rows;
    }

    private static Map<String, Optional<Boolean>> outputs(JsonNode wanted) {
        Map<String, Optional<Boolean>> outputs = new HashMap<>();
        for (JsonNode output : wanted) {
            JsonNode binary = output.path("parameters").path("binary_data");
            outputs.put(
                    output.path("name").asText(""),
                    binary.isBoolean() ? Optional.of(binary.booleanValue()) : Optional.empty());
        }
        return outputs;
    }
}
