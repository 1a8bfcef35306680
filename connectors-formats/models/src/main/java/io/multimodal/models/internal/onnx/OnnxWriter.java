// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.types.protobuf.ProtobufWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Writes a model as an ONNX file, part by part, in the order in which the operations run. A
 * dimension is {@link #BATCH} where it is the batch. Not thread-safe.
 */
public final class OnnxWriter {
    /** The dimension of the rows, which is open. */
    public static final long BATCH = -1;

    /** Types of elements, as ONNX numbers them. */
    public static final int FLOAT = 1;

    public static final int INT64 = 7;

    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtobufWriter graph;
    private final ProtobufWriter metadata = new ProtobufWriter();

    /**
     * @param name of the graph
     */
    public OnnxWriter(String name) {
        graph = new ProtobufWriter().text(2, name);
    }

    /** An input. */
    public OnnxWriter input(String name, int type, long... shape) {
        graph.message(11, value(name, type, shape));
        return this;
    }

    /** An output. */
    public OnnxWriter output(String name, int type, long... shape) {
        graph.message(12, value(name, type, shape));
        return this;
    }

    /**
     * A constant.
     *
     * @param values in row-major order
     */
    public OnnxWriter floats(String name, float[] values, long... shape) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return constant(name, FLOAT, bytes, shape);
    }

    /** A constant of one dimension. */
    public OnnxWriter integers(String name, long... values) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, Long.BYTES)];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return constant(name, INT64, bytes, values.length);
    }

    private OnnxWriter constant(String name, int type, byte[] bytes, long... shape) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (long length : shape) {
            tensor.integer(1, length);
        }
        graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, bytes));
        return this;
    }

    /** An operation without attributes. */
    public OnnxWriter operation(String operation, List<String> inputs, String output) {
        return operation(operation, inputs, output, Map.of());
    }

    /**
     * An operation.
     *
     * @param attributes each a Long, or a List of one for a list
     */
    public OnnxWriter operation(
            String operation, List<String> inputs, String output, Map<String, ?> attributes) {
        ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operation);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
        return this;
    }

    /** An entry of the model's metadata. */
    public OnnxWriter metadata(String key, String value) {
        metadata.message(14, new ProtobufWriter().text(1, key).text(2, value));
        return this;
    }

    /** The file. */
    public byte[] toByteArray() {
        ProtobufWriter model =
                new ProtobufWriter()
                        .integer(1, IR_VERSION)
                        .text(2, "flink-multimodal")
                        .message(7, graph)
                        .message(8, new ProtobufWriter().text(1, "").integer(2, OPSET));
        return model.fields(metadata).toByteArray();
    }

    private static ProtobufWriter attribute(String name, Object value) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        if (value instanceof List<?> list) {
            list.forEach(one -> attribute.integer(8, (Long) one));
            return attribute.integer(20, ATTRIBUTE_INTS);
        }
        return attribute.integer(3, (Long) value).integer(20, ATTRIBUTE_INT);
    }

    private static ProtobufWriter value(String name, int type, long... shape) {
        ProtobufWriter dimensions = new ProtobufWriter();
        for (long length : shape) {
            dimensions.message(
                    1,
                    length == BATCH
                            ? new ProtobufWriter().text(2, "batch")
                            : new ProtobufWriter().integer(1, length));
        }
        ProtobufWriter tensor = new ProtobufWriter().integer(1, type).message(2, dimensions);
        return new ProtobufWriter()
                .text(1, name)
                .message(2, new ProtobufWriter().message(1, tensor));
    }
}
