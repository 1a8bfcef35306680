// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What goes back to a client.
 *
 * @param headerBytes how many bytes are JSON, where more follows; else -1
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a request, compared never.
record ServiceReply(int status, String contentType, byte[] body, int headerBytes) {
    static ServiceReply json(int status, JsonNode json) {
        return new ServiceReply(status, "application/json", bytes(json), -1);
    }

    static ServiceReply text(String text) {
        return new ServiceReply(
                200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(UTF_8), -1);
    }

    static ServiceReply empty(int status) {
        return new ServiceReply(status, "", new byte[0], -1);
    }

    /** As the protocol says it: an object with the member error. */
    static ServiceReply error(int status, String message) {
        return json(status, InferRequest.JSON.createObjectNode().put("error", message));
    }

    /** The answer to an inference. */
    static ServiceReply of(
            InferRequest request, ServiceModel model, List<OutputColumns.Tensor> tensors) {
        ObjectNode json =
                InferRequest.JSON
                        .createObjectNode()
                        .put("model_name", model.name())
                        .put("model_version", model.version());
        if (!request.id().isEmpty()) {
            json.put("id", request.id());
        }
        ArrayNode outputs = json.putArray("outputs");
        int behind = 0;
        for (OutputColumns.Tensor tensor : tensors) {
            ObjectNode output =
                    outputs.addObject()
                            .put("name", tensor.name())
                            .put("datatype", tensor.datatype().name());
            tensor.shape().forEach(output.putArray("shape")::add);
            if (isBinary(request, tensor)) {
                int size = tensor.elements().stream().mapToInt(tensor.datatype()::size).sum();
                output.putObject("parameters").put("binary_data_size", size);
                behind += size;
            } else {
                ArrayNode data = output.putArray("data");
                tensor.elements().forEach(element -> tensor.datatype().add(element, data));
            }
        }
        byte[] header = bytes(json);
        if (tensors.stream().noneMatch(tensor -> isBinary(request, tensor))) {
            return new ServiceReply(200, "application/json", header, -1);
        }
        ByteBuffer all = ByteBuffer.allocate(header.length + behind).order(ByteOrder.LITTLE_ENDIAN);
        all.put(header);
        for (OutputColumns.Tensor tensor : tensors) {
            if (isBinary(request, tensor)) {
                tensor.elements().forEach(element -> tensor.datatype().put(element, all));
            }
        }
        return new ServiceReply(200, "application/octet-stream", all.array(), header.length);
    }

    /** Whole rows are bytes and no text. */
    private static boolean isBinary(InferRequest request, OutputColumns.Tensor tensor) {
        return tensor.name().equals(InferenceProtocol.ROW) || request.isBinary(tensor.name());
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return InferRequest.JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("JSON is written to memory", e);
        }
    }
}
