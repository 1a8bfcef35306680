// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The use of a model: how the columns of a row become the model's input, and how the model's
 * outputs become a row. A task over one image column implements {@link ImageTask}, which is
 * simpler. Immutable and thread-safe; equal options make tasks with equal identities.
 */
@Public
public interface ModelTask {
    /**
     * The types of the input columns, in order; at least one. They are multimodal types, STRING,
     * numbers, BOOLEAN and arrays of numbers or booleans. A row in which one of them is NULL has
     * NULL in each output column, and is not prepared.
     */
    List<LogicalType> inputTypes();

    /** The types of the output columns, in order; all nullable. */
    List<LogicalType> outputTypes();

    /**
     * Prepares a row for the model. Runs in one of the runtime's threads and may block to read
     * headers, or to decode what the shape depends on.
     *
     * @param row values of {@link #inputTypes}; none of them is null
     * @param media the stores and readers of the job
     * @throws io.multimodal.types.failure.MediaException if the content is bad: {@code
     *     multimodal.on-error} decides what follows
     */
    PreparedRow prepare(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException;

    /**
     * Whether the shape of the input depends on the row, so that a model may refuse one row and run
     * others.
     */
    default boolean takesInputsOfManyShapes() {
        return false;
    }

    /**
     * Everything but the model that the results depend on, as one line: the task's name, a version
     * that changes whenever the task makes another row of the same output, and each option. It is
     * part of the key under which predictions are cached.
     */
    String identity();
}
