// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.spi.ModelOutput;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Rows of one shape that run together.
 *
 * @param rows at least one, the longest waiting first
 */
record RowBatch(RowShape shape, List<Row> rows) {
    /** Since when its first row waits, as {@link System#nanoTime} says. */
    long oldestNanos() {
        return rows.get(0).sinceNanos;
    }

    /** The rows from one index to another. */
    RowBatch part(int from, int to) {
        return new RowBatch(shape, rows.subList(from, Math.min(to, rows.size())));
    }

    /** Tells each row that it will not run; those that were told something else are left alone. */
    void cancel() {
        rows.forEach(Row::cancel);
    }

    /**
     * A row that waits or runs.
     *
     * @param input given back when it has run
     * @param sinceNanos when it began to wait
     */
    record Row(NativeBuffers.Lease input, CompletableFuture<ModelOutput> output, long sinceNanos) {
        void cancel() {
            input.close();
            output.completeExceptionally(new CancellationException("The model is being closed"));
        }
    }
}
