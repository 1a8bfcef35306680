// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.nio.FloatBuffer;
import java.util.List;

/** Runs a batch on the device. Thread-safe. */
@FunctionalInterface
public interface BatchRunner {
    /**
     * Blocks until the device is done.
     *
     * @param input direct, native order, from its position to its limit; one row after the other
     * @param shape with the number of rows first
     * @return one output for each row, in order
     */
    List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException;
}
