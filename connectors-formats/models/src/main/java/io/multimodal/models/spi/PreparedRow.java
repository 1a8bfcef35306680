// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.apache.flink.table.data.RowData;

/**
 * A row that is being run through the model. Not thread-safe: used by one thread at a time, first
 * {@link #shape}, then {@link #write}, then {@link #decode}.
 */
@Public
public interface PreparedRow {
    /** The lengths of the input's dimensions, without the batch; each is at least 1. */
    int[] shape();

    /**
     * Writes the input. May block to read and decode.
     *
     * @param target direct, native order, with arbitrary content; from position 0 to its limit it
     *     has as many floats as the shape has elements, all of which are to be set
     */
    void write(FloatBuffer target) throws IOException, InvalidReferenceException;

    /**
     * The output row, of {@link ModelTask#outputTypes} in Flink's internal form. Does not block.
     *
     * @throws ModelException if the output has not the shape that the task needs; it names both
     */
    RowData decode(ModelOutput output) throws ModelException;
}
