// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.OutputTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Requests and answers of the Open Inference Protocol, version 2, for one model: a JSON object, and
 * with the extension {@code binary_tensor_data} the bytes of the tensors behind it.
 *
 * @param binary whether tensors go and come as bytes
 */
record TensorProtocol(ModelPath path, ModelBinding binding, boolean binary) {
    /**
     * A request.
     *
     * @param headerBytes how many of the bytes are JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Made once a batch and sent at once.
    record Request(byte[] bytes, int headerBytes) {}

    Request request(List<InputTensor> inputs) throws ModelException {
        ObjectNode json = Answers.JSON.createObjectNode();
        ArrayNode tensors = json.putArray("inputs");
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        for (int i = 0; i < inputs.size(); i++) {
            ModelSignature.Tensor declared = binding.inputs().get(i);
            Elements elements = Elements.of(inputs.get(i), declared, binding);
            ObjectNode tensor =
                    tensors.addObject()
                            .put("name", declared.name())
                            .put("datatype", DataTypes.ofSignature(declared.dtype()));
            ArrayNode shape = tensor.putArray("shape");
            Arrays.stream(elements.shape()).forEach(shape::add);
            if (binary) {
                byte[] bytes = elements.bytes();
                tensor.putObject("parameters").put("binary_data_size", bytes.length);
                behind.writeBytes(bytes);
            } else {
                elements.addTo(tensor.putArray("data"));
            }
        }
        ArrayNode outputs = json.putArray("outputs");
        for (ModelSignature.Tensor output : binding.outputs()) {
            ObjectNode wanted = outputs.addObject().put("name", output.name());
            if (binary) {
                wanted.putObject("parameters").put("binary_data", true);
            }
        }
        try {
            byte[] header = Answers.JSON.writeValueAsBytes(json);
            byte[] all = Arrays.copyOf(header, header.length + behind.size());
            System.arraycopy(behind.toByteArray(), 0, all, header.length, behind.size());
            return new Request(all, header.length);
        } catch (IOException e) {
            throw new IllegalStateException("JSON is written to memory", e);
        }
    }

    /**
     * The outputs of the rows of a batch.
     *
     * @param behind the bytes behind the JSON, little-endian
     */
    List<ModelOutput> outputs(JsonNode json, ByteBuffer behind, int rows)
            throws RetryException, ModelException {
        List<OutputTensor> ofBatch = new ArrayList<>();
        for (ModelSignature.Tensor wanted : binding.outputs()) {
            ofBatch.add(output(json.path("outputs"), behind, wanted));
        }
        if (binding.batchRows() == ModelBinding.NO_BATCH) {
            return List.of(new ModelOutput(ofBatch));
        }
        int expected = binding.rowsOfRun(rows);
        for (int i = 0; i < ofBatch.size(); i++) {
            OutputTensor output = ofBatch.get(i);
            if (output.shape().length == 0 || output.dimension(0) != expected) {
                throw new ModelException(
                        "The server gives %s %s for a batch of %d rows; an output has a row for each"
                                .formatted(binding.outputs().get(i).name(), output, expected));
            }
        }
        return IntStream.range(0, rows)
                .mapToObj(
                        row ->
                                new ModelOutput(
                                        ofBatch.stream().map(output -> output.row(row)).toList()))
                .toList();
    }

    private static OutputTensor output(
            JsonNode outputs, ByteBuffer behind, ModelSignature.Tensor wanted)
            throws RetryException {
        int offset = 0;
        for (JsonNode output : outputs) {
            JsonNode size = output.path("parameters").path("binary_data_size");
            if (output.path("name").asText().equals(wanted.name())) {
                return tensor(output, size, offset, behind, wanted);
            }
            offset += size.asInt(0);
        }
        throw RetryException.badAnswer(
                "The answer of the server lacks the output '" + wanted.name() + "'");
    }

    private static OutputTensor tensor(
            JsonNode output,
            JsonNode size,
            int offset,
            ByteBuffer behind,
            ModelSignature.Tensor wanted)
            throws RetryException {
        String dtype = DataTypes.ofProtocol(output.path("datatype").asText(""));
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (JsonNode length : output.path("shape")) {
            int value = length.asInt(-1);
            shape.add(value);
            count = value < 0 || count > Integer.MAX_VALUE ? -1 : count * value;
        }
        if (!dtype.equals(wanted.dtype()) || count < 0 || count > Integer.MAX_VALUE) {
            throw RetryException.badAnswer(
                    "The server gives %s %s%s, and its metadata says %s"
                            .formatted(wanted.name(), dtype, shape, wanted));
        }
        ElementType type = ElementType.of(dtype).orElseThrow();
        int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
        if (size.isMissingNode()) {
            return new OutputTensor(
                    type,
                    JsonElements.read(output.path("data"), type, (int) count, wanted),
                    lengths);
        }
        int bytes = size.asInt(-1);
        if (bytes < 0 || offset > behind.capacity() - bytes) {
            throw RetryException.badAnswer(
                    "The answer of the server ends before the bytes of the output '"
                            + wanted.name()
                            + "'");
        }
        return new OutputTensor(
                type,
                BinaryElements.read(
                        behind.slice(offset, bytes).order(behind.order()),
                        dtype,
                        (int) count,
                        wanted),
                lengths);
    }
}
