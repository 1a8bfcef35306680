// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts the rows of one subtask, for Flink's metrics and for the process. Thread-safe. */
final class RowMeter {
    private final ModelCounters process;
    private final Counter computed;
    private final Counter remembered;
    private final Counter failed;

    /** Counts in the group of a model. */
    RowMeter(ModelCounters process, MetricGroup metrics) {
        this.process = process;
        this.computed = metrics.counter("computed", new ThreadSafeSimpleCounter());
        this.remembered = metrics.counter("remembered", new ThreadSafeSimpleCounter());
        this.failed = metrics.counter("failed", new ThreadSafeSimpleCounter());
        metrics.gauge(
                "processRememberedShare", () -> mean(process.remembered.sum(), process.rows.sum()));
    }

    /** The share of a sum for each of a count. */
    static double mean(long sum, long count) {
        return count == 0 ? 0 : (double) sum / count;
    }

    void row() {
        process.rows.increment();
    }

    void computed() {
        process.computed.increment();
        computed.inc();
    }

    void remembered() {
        process.remembered.increment();
        remembered.inc();
    }

    /** A row has waited for an equal one. */
    void followed(boolean computed) {
        if (computed) {
            remembered();
        }
    }

    void failed() {
        process.failed.increment();
        failed.inc();
    }
}
