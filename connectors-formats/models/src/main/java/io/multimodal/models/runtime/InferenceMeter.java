// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a model does on its device, over all its users in this process. Thread-safe. */
public final class InferenceMeter {
    private final LongAdder batches = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder padding = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();

    /**
     * One batch has run.
     *
     * @param rowCount how many rows it had
     * @param rowsRun how many ran, with the padding
     * @param busy how long the device worked on it, in nanoseconds
     * @param waited how long its first row had waited, in nanoseconds
     */
    void batch(int rowCount, int rowsRun, long busy, long waited) {
        batches.increment();
        rows.add(rowCount);
        padding.add(rowsRun - rowCount);
        busyNanos.add(busy);
        waitedNanos.add(waited);
    }

    /** How many batches ran. */
    public long batches() {
        return batches.sum();
    }

    /** How many rows ran. */
    public long rows() {
        return rows.sum();
    }

    /** How many rows of zeros ran to fill batches up. */
    public long padding() {
        return padding.sum();
    }

    /** How long lanes ran batches, summed over lanes, in nanoseconds. */
    public long busyNanos() {
        return busyNanos.sum();
    }

    /** How long the first row of each batch had waited, summed, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }
}
