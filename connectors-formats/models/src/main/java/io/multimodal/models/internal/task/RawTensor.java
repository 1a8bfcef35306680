// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.TensorSpec;
import io.multimodal.models.internal.onnx.ModelOutput;
import io.multimodal.types.program.PictureSize;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The model's output as it is, in row-major order: embeddings, masks, whatever SQL makes of it.
 *
 * @param input the size of the input
 * @param fit how a picture is brought to it
 * @param pixels how the input is laid out
 */
public record RawTensor(PictureSize input, Fit fit, PixelFormat pixels) implements Task {
    @Override
    public List<LogicalType> outputTypes() {
        return List.of(new ArrayType(new FloatType()));
    }

    @Override
    public TensorSpec input(PictureSize size) {
        return fit.spec(size, input, pixels);
    }

    @Override
    public GenericRowData decode(ModelOutput output, PictureSize size) {
        float[] values = new float[output.values().remaining()];
        output.values().get(output.values().position(), values);
        return GenericRowData.of(new GenericArrayData(values));
    }

    @Override
    public String identity() {
        return "tensor 1, " + input + " " + fit + ", " + pixels;
    }
}
