// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.table.data.RowData;

/**
 * A row that is being run through the model. A row for one input of floats implements {@link
 * FloatRow}, which is simpler.
 *
 * <p>The runtime calls {@link #inputs}, {@link #write}, {@link #continues} for each run of the
 * model, then {@link #decode}, and {@link #close} at the end, also after a failure. Not
 * thread-safe: used by one thread at a time.
 */
@Public
public interface PreparedRow extends AutoCloseable {
    /** The shapes of the inputs of the next run, in the order of {@link ModelBinding#inputs}. */
    List<InputShape> inputs();

    /**
     * Writes the inputs. May block to read and decode.
     *
     * @param targets one for each of {@link #inputs}: direct, native order, with arbitrary content;
     *     from position 0 to its limit it has as many bytes as the shape has, all of which are to
     *     be set
     */
    void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException;

    /**
     * Takes the output of a run, and says whether the model is to be run once more for this row:
     * for the next chunk of an audio, or with the state that the output has. False by default. Does
     * not block.
     *
     * @throws ModelException if the output has not the shape that the task needs; it names both
     */
    default boolean continues(ModelOutput output) throws ModelException {
        return false;
    }

    /**
     * The output row, of {@link ModelTask#outputTypes} in Flink's internal form. May block only to
     * put objects into the store.
     *
     * @param output of the last run
     * @throws ModelException if the output has not the shape that the task needs; it names both
     * @throws IOException if an object cannot be put into the store
     */
    RowData decode(ModelOutput output) throws IOException;

    /** Frees what preparing has taken. Idempotent. */
    @Override
    default void close() {}
}
