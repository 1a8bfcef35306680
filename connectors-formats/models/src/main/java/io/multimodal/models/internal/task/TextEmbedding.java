// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.internal.input.TextInput;
import io.multimodal.models.internal.input.TextInput.PreparedText;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.models.spi.PreparedRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A text as one vector. The model gives a vector for each token, or one for the text.
 *
 * @param text how a text becomes the inputs
 * @param textType of the column
 * @param pooling how the vectors of tokens become one
 * @param normalised whether the vector is brought to the length 1
 * @param behindOne as {@link ColumnsTask} has it
 * @param column what the vector becomes
 */
public record TextEmbedding(
        TextInput text,
        LogicalType textType,
        Pooling pooling,
        boolean normalised,
        List<Boolean> behindOne,
        TensorOutput column)
        implements ModelTask {
    @Override
    public List<LogicalType> inputTypes() {
        return List.of(textType);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return column.types();
    }

    @Override
    public PreparedRow prepare(InputRow row, MediaRuntime media) throws IOException {
        PreparedText tokens = text.prepare(row.text(0), media);
        return new PreparedRow() {
            @Override
            public List<InputShape> inputs() {
                return ColumnsRow.behindOne(tokens.inputs(), behindOne);
            }

            @Override
            public void write(List<ByteBuffer> targets) {
                tokens.write(targets);
            }

            @Override
            public RowData decode(ModelOutput output) throws IOException {
                float[] vector = vector(output.first(), tokens.count());
                return column.decode(
                        ModelOutput.of(FloatBuffer.wrap(vector), vector.length), media);
            }
        };
    }

    float[] vector(OutputTensor output, int tokens) throws ModelException {
        int rank = output.shape().length;
        int size = rank == 0 ? 0 : output.dimension(rank - 1);
        boolean ofTokens = pooling != Pooling.NONE;
        int vectors = size == 0 ? 0 : output.size() / size;
        if (!output.type().isFloating() || (ofTokens ? vectors < tokens : vectors != 1)) {
            throw new ModelException(
                    "Text embedding needs floating numbers of shape %s for %d tokens, the model gave %s"
                            .formatted(ofTokens ? "[tokens, size]" : "[size]", tokens, output));
        }
        float[] vector = new float[size];
        FloatBuffer all = output.floats();
        int pooled = pooling == Pooling.MEAN ? tokens : 1;
        for (int token = 0; token < pooled; token++) {
            for (int i = 0; i < size; i++) {
                vector[i] += all.get(token * size + i) / pooled;
            }
        }
        if (normalised) {
            normalise(vector);
        }
        return vector;
    }

    private static void normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; squares > 0 && i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
    }

    @Override
    public boolean takesInputsOfManyShapes() {
        return text.lengths().size() > 1;
    }

    @Override
    public String identity() {
        return "text-embedding 1, "
                + text.identity()
                + ", pooling "
                + pooling
                + (normalised ? ", normalised" : "")
                + ", "
                + column.identity();
    }
}
