// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** A row for a model with one input, which the task prepares as floats. Not thread-safe. */
@Public
public interface FloatRow extends PreparedRow {
    /** The lengths of the input's dimensions, without the batch; each is at least 1. */
    int[] shape();

    /**
     * Writes the input. May block to read and decode.
     *
     * @param target direct, native order, with arbitrary content; from position 0 to its limit it
     *     has as many floats as the shape has elements, all of which are to be set
     */
    void write(FloatBuffer target) throws IOException, InvalidReferenceException;

    @Override
    default List<InputShape> inputs() {
        return List.of(InputShape.floats(shape()));
    }

    @Override
    default void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException {
        write(targets.get(0).asFloatBuffer());
    }
}
