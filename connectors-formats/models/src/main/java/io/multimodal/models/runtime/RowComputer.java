// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What computes output rows: a model in this process, or a server. {@link RowInference} does the
 * rest: it remembers, joins equal rows, counts, and applies the failure policy. Thread-safe.
 */
public interface RowComputer extends AutoCloseable {
    /** The types of the output columns, in order; all nullable. */
    List<LogicalType> outputTypes();

    /** Everything but the model that the results depend on, as one line. */
    String identity();

    /** Whether a value of the row is NULL, so that the outputs are. */
    boolean isNull(RowData row);

    /** What the row is called where it fails. */
    RowSubject subject(RowData row);

    /**
     * A copy of the values of a row. Does not block.
     *
     * @throws MediaException INVALID_ARGUMENT if a value cannot be used
     */
    CapturedRow capture(RowData row) throws InvalidReferenceException, MediaException;

    /** Threads in which {@link CapturedRow#compute} is called. */
    Executor preparers();

    /** Threads for what follows a result; apart, so that they never wait behind preparers. */
    Executor finishers();

    /**
     * Tells that a row will be computed. Each call needs one of {@link #abandon} or {@link
     * CapturedRow#compute}.
     */
    default void announce() {}

    /** Tells that an announced row will not be computed. */
    default void abandon() {}

    /** Tells that Flink gives this subtask no more rows than this at once. */
    default void bounded(int rows) {}

    /**
     * Tells that the subtask is being closed: a row that takes many runs, or waits for a server,
     * need not be finished, and may end with an {@link AbandonedException}. Does not block.
     */
    default void closing() {}

    /** Gives everything up; no row is being computed. Idempotent. */
    @Override
    void close() throws IOException;
}
