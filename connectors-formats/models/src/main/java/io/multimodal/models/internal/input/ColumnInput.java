// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.InputShape;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.util.List;

/**
 * How the values of a column become one or several inputs of a model. Immutable and thread-safe.
 */
public interface ColumnInput {
    /**
     * Prepares a value. May block to read and decode.
     *
     * @param value as {@link io.multimodal.models.spi.InputRow} holds it
     * @throws io.multimodal.types.failure.MediaException if the value does not fit the model
     */
    PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException;

    /** All shapes that its inputs may have; empty if they are not known before the values are. */
    default List<List<InputShape>> shapes() {
        return List.of();
    }

    /** Whether a value may have several parts, for each of which the model runs once. */
    default boolean hasParts() {
        return false;
    }

    /** Everything that the inputs depend on beside the value, as one line. */
    String identity();
}
