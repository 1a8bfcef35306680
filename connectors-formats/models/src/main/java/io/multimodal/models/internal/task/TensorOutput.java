// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.types.DType;
import io.multimodal.types.TensorType;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * The model's outputs as they are, each a column: an array in row-major order, a TENSOR, or a
 * single element.
 *
 * @param outputs in the order of the columns
 */
public record TensorOutput(List<Column> outputs) implements RowOutput {
    /** What an output becomes. */
    public enum Form {
        ARRAY,
        /** The only element. */
        ELEMENT,
        TENSOR
    }

    /**
     * An output.
     *
     * @param output its name
     * @param type of its elements
     * @param column the type of the column
     */
    public record Column(String output, ElementType type, Form form, LogicalType column) {
        /** An output as an array. */
        public static Column array(String output, ElementType type) {
            return new Column(output, type, Form.ARRAY, new ArrayType(elementType(type)));
        }

        /** As it was when there were only arrays, since predictions are remembered by it. */
        @Override
        public String toString() {
            return "Column[output="
                    + output
                    + ", type="
                    + type
                    + (form == Form.ARRAY ? "]" : ", form=" + form + "]");
        }
    }

    public TensorOutput {
        outputs = List.copyOf(outputs);
    }

    @Override
    public List<LogicalType> types() {
        return outputs.stream().map(Column::column).toList();
    }

    /** The element type of a TENSOR that holds such elements; empty for strings. */
    public static Optional<DType> dtype(ElementType type) {
        return StoredTensors.dtype(type);
    }

    /** The type of a column that holds an element. */
    public static LogicalType elementType(ElementType type) {
        return switch (type) {
            case FLOAT -> new FloatType();
            case DOUBLE -> new DoubleType();
            case INT8 -> new TinyIntType();
            case INT16, UINT8 -> new SmallIntType();
            case INT32 -> new IntType();
            case INT64 -> new BigIntType();
            case BOOL -> new BooleanType();
            case STRING -> VarCharType.STRING_TYPE;
        };
    }

    @Override
    public GenericRowData decode(ModelOutput output, MediaRuntime media) throws IOException {
        GenericRowData row = new GenericRowData(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            row.setField(i, value(outputs.get(i), output.tensors().get(i), media));
        }
        return row;
    }

    private static Object value(Column column, OutputTensor tensor, MediaRuntime media)
            throws IOException {
        return switch (column.form) {
            case ARRAY -> array(tensor);
            case ELEMENT -> onlyElement(column, tensor);
            case TENSOR -> TensorType.TYPE.toRowData(StoredTensors.put(media, tensor));
        };
    }

    private static Object onlyElement(Column column, OutputTensor tensor) throws ModelException {
        if (tensor.size() != 1) {
            throw new ModelException(
                    "A column %s takes one element of the output %s, the model gave %s"
                            .formatted(column.column.asSummaryString(), column.output, tensor));
        }
        return switch (tensor.type()) {
            case FLOAT -> (float) tensor.number(0);
            case DOUBLE -> tensor.number(0);
            case INT32 -> (int) tensor.integer(0);
            case INT64 -> tensor.integer(0);
            default -> element(tensor, 0);
        };
    }

    private static GenericArrayData array(OutputTensor tensor) {
        int size = tensor.size();
        switch (tensor.type()) {
            case FLOAT -> {
                float[] values = new float[size];
                ((FloatBuffer) tensor.elements()).get(0, values);
                return new GenericArrayData(values);
            }
            case DOUBLE -> {
                double[] values = new double[size];
                ((DoubleBuffer) tensor.elements()).get(0, values);
                return new GenericArrayData(values);
            }
            case INT32 -> {
                int[] values = new int[size];
                ((IntBuffer) tensor.elements()).get(0, values);
                return new GenericArrayData(values);
            }
            case INT64 -> {
                long[] values = new long[size];
                ((LongBuffer) tensor.elements()).get(0, values);
                return new GenericArrayData(values);
            }
            default -> {
                Object[] values = new Object[size];
                for (int i = 0; i < size; i++) {
                    values[i] = element(tensor, i);
                }
                return new GenericArrayData(values);
            }
        }
    }

    private static Object element(OutputTensor tensor, int index) {
        return switch (tensor.type()) {
            case INT8 -> (byte) tensor.integer(index);
            case INT16, UINT8 -> (short) tensor.integer(index);
            case BOOL -> tensor.integer(index) != 0;
            case STRING -> StringData.fromString(tensor.text(index));
            default -> throw new IllegalStateException("Not an element by itself: " + tensor);
        };
    }

    @Override
    public String identity() {
        return "outputs " + outputs;
    }
}
