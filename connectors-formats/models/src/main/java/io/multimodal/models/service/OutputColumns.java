// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.spi.ModelColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The output columns as tensors: numbers and texts as they are, an ARRAY of these as a row of a
 * matrix, everything else as JSON in BYTES; and the whole row in BYTES under the name {@link
 * InferenceProtocol#ROW}, for clients of ours, which has NULLs too. Immutable and thread-safe.
 */
final class OutputColumns {
    private final List<ModelColumn> columns;
    private final RowCodec codec;

    OutputColumns(List<ModelColumn> columns) {
        this.columns = columns;
        this.codec = new RowCodec(columns.stream().map(ModelColumn::type).toList());
    }

    /**
     * One tensor.
     *
     * @param shape of all rows
     * @param elements boxed
     */
    record Tensor(String name, Datatype datatype, List<Integer> shape, List<Object> elements) {}

    /** The tensors that a model has, for its metadata. */
    void describe(ArrayNode tensors) {
        for (ModelColumn column : columns) {
            Optional<Datatype> datatype = Datatype.of(column.type());
            ObjectNode tensor =
                    tensors.addObject()
                            .put("name", column.name())
                            .put("datatype", datatype.orElse(Datatype.BYTES).name());
            ArrayNode shape = tensor.putArray("shape").add(-1);
            if (datatype.isPresent() && column.type() instanceof ArrayType) {
                shape.add(-1);
            }
            ObjectNode parameters =
                    tensor.putObject("parameters").put("sql_type", column.sqlType());
            if (datatype.isEmpty()) {
                parameters.put("content_type", "json");
            }
        }
    }

    /** The tensors that a request wants. */
    List<Tensor> tensors(InferRequest request, List<RowData> rows) throws RefusedRequestException {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (request.outputs().isEmpty()
                    || request.outputs().containsKey(columns.get(i).name())) {
                tensors.add(tensor(i, rows));
            }
        }
        if (request.outputs().containsKey(InferenceProtocol.ROW)) {
            List<Object> encoded = new ArrayList<>();
            rows.forEach(row -> encoded.add(codec.encode(row)));
            tensors.add(
                    new Tensor(
                            InferenceProtocol.ROW, Datatype.BYTES, List.of(rows.size()), encoded));
        }
        if (tensors.size() < request.outputs().size()) {
            throw RefusedRequestException.bad(
                    "The request wants the outputs %s, and the model has %s"
                            .formatted(
                                    request.outputs().keySet(),
                                    columns.stream().map(ModelColumn::name).toList()));
        }
        return tensors;
    }

    private Tensor tensor(int position, List<RowData> rows) throws RefusedRequestException {
        ModelColumn column = columns.get(position);
        RowData.FieldGetter getter = RowData.createFieldGetter(column.type(), position);
        Optional<Datatype> datatype = Datatype.of(column.type());
        boolean isArray = datatype.isPresent() && column.type() instanceof ArrayType;
        List<Object> elements = new ArrayList<>();
        int width = -1;
        for (int i = 0; i < rows.size(); i++) {
            Object value = getter.getFieldOrNull(rows.get(i));
            if (isArray && value instanceof ArrayData array) {
                if (width >= 0 && width != array.size()) {
                    throw new RefusedRequestException(
                            422,
                            "The rows of the output '%s' have %d and %d elements, and a tensor has as many in each; send one row a request"
                                    .formatted(column.name(), width, array.size()));
                }
                width = array.size();
                LogicalType element = ((ArrayType) column.type()).getElementType();
                ArrayData.ElementGetter ofElement = ArrayData.createElementGetter(element);
                for (int j = 0; j < width; j++) {
                    elements.add(present(ofElement.getElementOrNull(array, j), column, i));
                }
            } else if (datatype.isPresent()) {
                elements.add(present(value, column, i));
            } else {
                elements.add(json(value, column.type()).toString().getBytes(UTF_8));
            }
        }
        return new Tensor(
                column.name(),
                datatype.orElse(Datatype.BYTES),
                isArray ? List.of(rows.size(), width) : List.of(rows.size()),
                elements);
    }

    private static Object present(Object value, ModelColumn column, int row)
            throws RefusedRequestException {
        if (value == null) {
            throw new RefusedRequestException(
                    422,
                    "The output '%s' of row %d is NULL, which no tensor has; the output '%s' holds whole rows"
                            .formatted(column.name(), row + 1, InferenceProtocol.ROW));
        }
        return value instanceof StringData text ? text.toBytes() : value;
    }

    private static JsonNode json(Object value, LogicalType type) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value == null) {
            return json.nullNode();
        } else if (value instanceof ArrayData array) {
            LogicalType element = ((ArrayType) type).getElementType();
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
            ArrayNode all = json.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                all.add(json(getter.getElementOrNull(array, i), element));
            }
            return all;
        } else if (value instanceof RowData row && type instanceof RowType fields) {
            ObjectNode object = json.objectNode();
            for (int i = 0; i < fields.getFieldCount(); i++) {
                RowData.FieldGetter getter = RowData.createFieldGetter(fields.getTypeAt(i), i);
                object.set(
                        fields.getFieldNames().get(i),
                        json(getter.getFieldOrNull(row), fields.getTypeAt(i)));
            }
            return object;
        } else if (value instanceof DecimalData decimal) {
            return json.numberNode(decimal.toBigDecimal());
        } else if (value instanceof Boolean truth) {
            return json.booleanNode(truth);
        } else if (value instanceof Float number) {
            return json.numberNode(number);
        } else if (value instanceof Double number) {
            return json.numberNode(number);
        } else if (value instanceof Number number) {
            return json.numberNode(number.longValue());
        }
        return json.textNode(value.toString());
    }
}
