// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.benchmarks.timing.ProcessorTime;

/** How fast the rows of a job in this process come, from the first to the last. Thread-safe. */
final class RowRate {
    private long expected;
    private long rows;
    private long nanos;
    private long cpuNanos;

    /** A job begins that is to make so many rows, at least two. */
    synchronized void begin(long rowsExpected) {
        expected = rowsExpected;
        rows = 0;
    }

    /** A row is done. */
    synchronized void row() {
        rows++;
        if (rows == 1) {
            nanos = -System.nanoTime();
            cpuNanos = -ProcessorTime.nanos();
        } else if (rows == expected) {
            nanos += System.nanoTime();
            cpuNanos += ProcessorTime.nanos();
        }
    }

    synchronized long rows() {
        return rows;
    }

    /** Rows a second. */
    synchronized double perSecond() {
        return (expected - 1) * 1e9 / nanos;
    }

    /** Rows a second of processor time. */
    synchronized double perProcessorSecond() {
        return (expected - 1) * 1e9 / cpuNanos;
    }
}
