// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.nio.FloatBuffer;
import java.util.List;

/** A loaded model, which runs batches. Thread-safe: several batches may run at once. */
@Public
@FunctionalInterface
public interface BatchRunner extends AutoCloseable {
    /**
     * Runs a batch of a model with one input, and blocks until its outputs are there. A batch has
     * at most {@link ModelBinding#maxRows} rows, all of one shape; a model that runs a fixed number
     * of rows pads the batch itself, and drops the outputs of the padding.
     *
     * @param input direct, native order, from its position to its limit; one row after the other
     * @param shape with the number of rows first
     * @return one output for each row, in order, on the heap; each has those tensors that the
     *     binding names
     * @throws ModelException if the batch cannot be run; the runtime then runs its rows one by one
     */
    List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException;

    /**
     * Runs a batch as {@link #run(FloatBuffer, long[])} does. A provider of models with several
     * inputs, or with inputs that tasks do not prepare as floats, overrides it.
     *
     * @param inputs in the order of {@link ModelBinding#inputs}
     * @throws ModelException also if the provider does not run such inputs, as by default
     */
    default List<ModelOutput> run(List<InputTensor> inputs) throws ModelException {
        if (inputs.size() == 1 && inputs.get(0).type() == ElementType.FLOAT) {
            return run(inputs.get(0).floats(), inputs.get(0).shape());
        }
        throw new ModelException(
                "The provider runs models with one input of floats, and the task prepares "
                        + inputs
                        + "; choose another provider or another task");
    }

    /** Frees the model. Called when no batch runs; no batch follows. */
    @Override
    default void close() {}
}
