// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.onnx.ModelException;
import io.multimodal.models.internal.onnx.ModelOutput;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What a model is for: how an image becomes its input, and its output a row. Immutable and
 * thread-safe.
 */
public sealed interface Task permits TextDetection, TextRecognition, Classification, RawTensor {
    /** The types of the output columns, in order; all nullable. */
    List<LogicalType> outputTypes();

    /** How an image of this size is laid out as the model's input. */
    TensorSpec input(ImageSize size);

    /** Whether the shape of the input depends on the image, so that a model may refuse one. */
    default boolean takesInputsOfManyShapes() {
        return false;
    }

    /**
     * The output row.
     *
     * @param size of the image
     * @throws ModelException if the output has not the shape that the task needs
     */
    GenericRowData decode(ModelOutput output, ImageSize size) throws ModelException;

    /**
     * Everything but the model's bytes that its results depend on, as one line. Results are
     * memoised under it, so it changes with any change of what this class makes of an output.
     */
    String identity();
}
