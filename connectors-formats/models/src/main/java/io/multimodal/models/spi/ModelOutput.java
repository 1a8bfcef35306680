// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What a model gave for one row.
 *
 * @param tensors those outputs that were asked for, in that order; at least one
 */
@Public
public record ModelOutput(List<OutputTensor> tensors) {
    /** One output of floats. */
    public static ModelOutput of(FloatBuffer values, int... shape) {
        return new ModelOutput(List.of(new OutputTensor(ElementType.FLOAT, values, shape)));
    }

    /** The one output of a task that asks for one. */
    public OutputTensor first() {
        return tensors.get(0);
    }

    @Override
    public String toString() {
        return tensors.size() == 1 ? first().toString() : tensors.toString();
    }
}
