// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.types.program.ImageSize;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
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
 * The model's outputs as they are, each a column, in row-major order: embeddings, masks, whatever
 * SQL makes of it.
 *
 * @param input the size of the input
 * @param fit how an image is brought to it
 * @param pixels how the input is laid out
 * @param outputs the names of the outputs and their element types, in the order of the columns
 */
public record RawTensor(ImageSize input, Fit fit, PixelFormat pixels, List<Column> outputs)
        implements ImageTask {
    /** An output. */
    public record Column(String output, ElementType type) {}

    public RawTensor {
        outputs = List.copyOf(outputs);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return outputs.stream()
                .<LogicalType>map(column -> new ArrayType(elementType(column.type)))
                .toList();
    }

    private static LogicalType elementType(ElementType type) {
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
    public TensorSpec input(ImageSize size) {
        return fit.spec(size, input, pixels);
    }

    @Override
    public GenericRowData decode(ModelOutput output, ImageSize size) {
        GenericRowData row = new GenericRowData(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            row.setField(i, array(output.tensors().get(i)));
        }
        return row;
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
        return "tensor 2, " + input + " " + fit + ", " + pixels + ", outputs " + outputs;
    }
}
