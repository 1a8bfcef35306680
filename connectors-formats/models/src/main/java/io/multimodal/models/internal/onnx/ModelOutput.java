// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What a model gave for one row.
 *
 * @param values from position 0 to its limit, in row-major order
 * @param shape without the batch dimension
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a row and read at once.
public record ModelOutput(FloatBuffer values, int[] shape) {
    /** The length of a dimension. */
    public int dimension(int index) {
        return shape[index];
    }

    @Override
    public String toString() {
        return "ModelOutput" + Arrays.toString(shape);
    }
}
