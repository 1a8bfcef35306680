// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The outputs of a model for one row.
 *
 * @param tensors the outputs that the binding names, in that order; at least one
 */
@Public
public record ModelOutput(List<OutputTensor> tensors) {
    /** One output of floats. */
    public static ModelOutput of(FloatBuffer values, int... shape) {
        return new ModelOutput(List.of(new OutputTensor(ElementType.FLOAT, values, shape)));
    }

    /** The first output, for a task that uses one. */
    public OutputTensor first() {
        return tensors.get(0);
    }

    @Override
    public String toString() {
        return tensors.size() == 1 ? first().toString() : tensors.toString();
    }
}
