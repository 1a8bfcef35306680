// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.types.protobuf.ProtobufException;
import io.multimodal.types.protobuf.ProtobufFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What ONNX Runtime does not tell of a model: which operation makes an output, and in which files
 * beside the model its weights lie. Read from the file's bytes, of which nothing is copied.
 */
public final class ModelGraph {
    // Numbers of fields, named by message and field.
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_FUNCTIONS = 25;
    private static final int FUNCTION_NODE = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_SPARSE_INITIALIZER = 15;
    private static final int SPARSE_VALUES = 1;
    private static final int SPARSE_INDICES = 2;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OP = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_STRING = 4;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int ATTRIBUTE_GRAPH = 6;
    private static final int ATTRIBUTE_TENSORS = 10;
    private static final int ATTRIBUTE_GRAPHS = 11;
    private static final int ATTRIBUTE_SPARSE = 22;
    private static final int ATTRIBUTE_SPARSES = 23;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_EXTERNAL = 13;
    private static final int TENSOR_PLACE = 14;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    /** A graph in a graph in a graph …: no model comes near, and the stack holds it. */
    private static final int MAX_DEPTH = 64;

    /** Operations that leave the nature of their one input: of probabilities they make such. */
    private static final Set<String> TRANSPARENT =
            Set.of(
                    "Identity",
                    "Cast",
                    "CastLike",
                    "Clip",
                    "Div",
                    "Mul",
                    "Flatten",
                    "Reshape",
                    "Squeeze",
                    "Unsqueeze",
                    "Transpose",
                    "Slice",
                    "Gather",
                    "Dropout",
                    "QuantizeLinear",
                    "DequantizeLinear");

    private static final Set<String> CONVOLUTIONS =
            Set.of("Conv", "ConvTranspose", "FusedConv", "NhwcConv");

    private final Map<String, Node> makers = new HashMap<>();
    private final Set<String> constants = new HashSet<>();
    private final Set<String> external = new TreeSet<>();

    private ModelGraph() {}

    private record Node(String op, List<String> inputs, Map<String, String> texts) {}

    /**
     * The graph of a model.
     *
     * @throws IllegalArgumentException if the bytes are not a protocol buffer
     */
    public static ModelGraph read(byte[] model) {
        ModelGraph read = new ModelGraph();
        try {
            read.model(new ProtobufFields(model));
        } catch (ProtobufException e) {
            throw ModelMetadata.noModel(e);
        }
        return read;
    }

    private void model(ProtobufFields fields) {
        while (fields.next()) {
            if (fields.is(MODEL_GRAPH, ProtobufFields.DELIMITED)) {
                graph(fields.message(), 0);
            } else if (fields.is(MODEL_FUNCTIONS, ProtobufFields.DELIMITED)) {
                ProtobufFields function = fields.message();
                while (function.next()) {
                    if (function.is(FUNCTION_NODE, ProtobufFields.DELIMITED)) {
                        node(function.message(), 1);
                    }
                }
            }
        }
    }

    /** How many convolutions it has, those of graphs within it among them. */
    public long convolutions() {
        return makers.values().stream().filter(node -> CONVOLUTIONS.contains(node.op)).count();
    }

    /** The files that the model names for its weights, in the order of their names. */
    public Set<String> externalLocations() {
        return new TreeSet<>(external);
    }

    /**
     * The operation that makes an output what it is: the last one that does more than to arrange,
     * scale or cast. Empty where that is not one operation of the graph.
     *
     * @return such as {@code Softmax}; with the attribute {@code post_transform} behind a space
     *     where the operation has one
     */
    public Optional<String> lastOperation(String output) {
        Set<String> seen = new HashSet<>();
        String name = output;
        while (seen.add(name)) {
            Node maker = makers.get(name);
            if (maker == null) {
                return Optional.empty();
            }
            List<String> inputs =
                    maker.inputs.stream()
                            .filter(input -> !input.isEmpty() && !constants.contains(input))
                            .toList();
            if (!TRANSPARENT.contains(maker.op) || inputs.size() != 1) {
                String transform = maker.texts.get("post_transform");
                return Optional.of(transform == null ? maker.op : maker.op + " " + transform);
            }
            name = inputs.get(0);
        }
        return Optional.empty();
    }

    private void graph(ProtobufFields fields, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "The model's graph has graphs within it more than %d deep"
                            .formatted(MAX_DEPTH));
        }
        while (fields.next()) {
            if (!fields.is(ProtobufFields.DELIMITED)) {
                continue;
            }
            switch (fields.number()) {
                case GRAPH_NODE -> node(fields.message(), depth);
                case GRAPH_INITIALIZER -> constants.add(tensor(fields.message()));
                case GRAPH_SPARSE_INITIALIZER -> constants.add(sparse(fields.message()));
                default -> {}
            }
        }
    }

    private void node(ProtobufFields fields, int depth) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        String op = "";
        while (fields.next()) {
            switch (fields.number()) {
                case NODE_INPUT -> inputs.add(fields.text());
                case NODE_OUTPUT -> outputs.add(fields.text());
                case NODE_OP -> op = fields.text();
                case NODE_ATTRIBUTE -> attribute(fields.message(), texts, depth);
                default -> {}
            }
        }
        // Of the graph itself: within others, names are others.
        if (depth == 0) {
            if (op.equals("Constant")) {
                constants.addAll(outputs);
            }
            Node made = new Node(op, inputs, texts);
            outputs.forEach(output -> makers.put(output, made));
        }
    }

    private void attribute(ProtobufFields fields, Map<String, String> texts, int depth) {
        String name = "";
        while (fields.next()) {
            if (!fields.is(ProtobufFields.DELIMITED)) {
                continue;
            }
            switch (fields.number()) {
                case ATTRIBUTE_NAME -> name = fields.text();
                case ATTRIBUTE_STRING -> texts.put(name, fields.text());
                case ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS -> tensor(fields.message());
                case ATTRIBUTE_SPARSE, ATTRIBUTE_SPARSES -> sparse(fields.message());
                case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS -> graph(fields.message(), depth + 1);
                default -> {}
            }
        }
    }

    private String sparse(ProtobufFields fields) {
        String name = "";
        while (fields.next()) {
            if (fields.is(SPARSE_VALUES, ProtobufFields.DELIMITED)) {
                name = tensor(fields.message());
            } else if (fields.is(SPARSE_INDICES, ProtobufFields.DELIMITED)) {
                tensor(fields.message());
            }
        }
        return name;
    }

    /** Its name. */
    private String tensor(ProtobufFields fields) {
        String name = "";
        String location = "";
        boolean isExternal = false;
        while (fields.next()) {
            switch (fields.number()) {
                case TENSOR_NAME -> name = fields.text();
                case TENSOR_PLACE -> isExternal = fields.integer() == 1;
                case TENSOR_EXTERNAL -> location = location(fields.message(), location);
                default -> {}
            }
        }
        if (isExternal) {
            external.add(location);
        }
        return name;
    }

    private static String location(ProtobufFields fields, String otherwise) {
        String key = "";
        String value = "";
        while (fields.next()) {
            if (fields.number() == ENTRY_KEY) {
                key = fields.text();
            } else if (fields.number() == ENTRY_VALUE) {
                value = fields.text();
            }
        }
        return key.equals("location") ? value : otherwise;
    }
}
