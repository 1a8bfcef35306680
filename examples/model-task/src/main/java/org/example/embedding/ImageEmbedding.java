// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A vector for each image.
 *
 * @param input the size that images are scaled to, in pixels
 * @param normalize whether vectors are scaled to length 1
 */
record ImageEmbedding(ImageSize input, boolean normalize) implements ImageTask {
    /** Of ImageNet, in RGB. */
    private static final List<Float> MEAN = List.of(0.485f, 0.456f, 0.406f);

    private static final List<Float> STD = List.of(0.229f, 0.224f, 0.225f);

    @Override
    public List<LogicalType> outputTypes() {
        return List.of(new ArrayType(new FloatType()));
    }

    @Override
    public TensorSpec input(ImageSize size) {
        return TensorSpec.of(input.width(), input.height()).normalised(MEAN, STD);
    }

    @Override
    public RowData decode(ModelOutput output, ImageSize size) throws ModelException {
        OutputTensor vector = output.first();
        if (vector.shape().length != 1) {
            throw new ModelException(
                    "The task 'image-embedding' needs a vector for each image, the model gave "
                            + output);
        }
        float[] values = new float[vector.size()];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.floats().get(i);
            squares += (double) values[i] * values[i];
        }
        if (normalize && squares > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] / Math.sqrt(squares));
            }
        }
        return GenericRowData.of(new GenericArrayData(values));
    }

    /** The number is that of the version of this class. */
    @Override
    public String identity() {
        return "image-embedding 1, " + input + ", normalize " + normalize;
    }
}
