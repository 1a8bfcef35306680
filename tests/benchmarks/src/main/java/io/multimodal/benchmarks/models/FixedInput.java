// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.types.protobuf.ProtobufFields;
import io.multimodal.types.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * An ONNX model whose only input is declared with a fixed shape behind the batch: numbers without a
 * shape, as Flink's provider sends them, feed no other.
 */
final class FixedInput {
    private static final int GRAPH_OF_MODEL = 7;
    private static final int INPUT_OF_GRAPH = 11;
    private static final int FLOAT = 1;

    private FixedInput() {}

    /**
     * Writes a model beside another one.
     *
     * @param lengths behind the batch
     */
    static Path of(Path model, String name, int... lengths) throws IOException {
        byte[] input = input(name, lengths);
        byte[] fixed =
                replaced(
                        Files.readAllBytes(model),
                        GRAPH_OF_MODEL,
                        graph -> replaced(graph, INPUT_OF_GRAPH, any -> input));
        return Files.write(model.resolveSibling("fixed-" + model.getFileName()), fixed);
    }

    private static byte[] input(String name, int... lengths) {
        ProtobufWriter shape =
                new ProtobufWriter().message(1, new ProtobufWriter().text(2, "batch"));
        for (int length : lengths) {
            shape.message(1, new ProtobufWriter().integer(1, length));
        }
        ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
        return new ProtobufWriter()
                .text(1, name)
                .message(2, new ProtobufWriter().message(1, tensor))
                .toByteArray();
    }

    /** The same message with another value in the place of each one of a field. */
    private static byte[] replaced(byte[] message, int field, UnaryOperator<byte[]> replacement) {
        ProtobufWriter copy = new ProtobufWriter();
        ProtobufFields fields = new ProtobufFields(message);
        while (fields.next()) {
            if (fields.is(ProtobufFields.VARINT)) {
                copy.integer(fields.number(), fields.integer());
                continue;
            }
            ProtobufFields.Part part = fields.part();
            byte[] value =
                    Arrays.copyOfRange(message, part.offset(), part.offset() + part.length());
            copy.bytes(
                    fields.number(), fields.number() == field ? replacement.apply(value) : value);
        }
        return copy.toByteArray();
    }
}
