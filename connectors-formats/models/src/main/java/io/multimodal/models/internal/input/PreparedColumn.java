// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.models.spi.InputShape;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A value that is being run through the model: one part of it, or several in turn. Not thread-safe.
 */
public interface PreparedColumn extends AutoCloseable {
    /** The shapes of its inputs. */
    List<InputShape> inputs();

    /** Writes the part that is at hand, as {@link io.multimodal.models.spi.PreparedRow} says. */
    void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException;

    /** Moves on to the next part; false if there is none. */
    default boolean next() {
        return false;
    }

    @Override
    default void close() throws IOException {}
}
