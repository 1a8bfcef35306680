// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts the rows of one subtask, for Flink's metrics and for the process. Thread-safe. */
final class RowMeter {
    private static final double NANOS_PER_MILLI = 1e6;

    private final ModelCounters process;
    private final Counter computed;
    private final Counter remembered;
    private final Counter failed;

    private RowMeter(ModelCounters process, MetricGroup metrics) {
        this.process = process;
        this.computed = metrics.counter("computed", new ThreadSafeSimpleCounter());
        this.remembered = metrics.counter("remembered", new ThreadSafeSimpleCounter());
        this.failed = metrics.counter("failed", new ThreadSafeSimpleCounter());
        // Of the process: subtasks share the model, so these are the same in each of them.
        InferenceMeter device = process.device;
        metrics.gauge("processBatches", device::batches);
        metrics.gauge("processMeanBatchRows", () -> mean(device.rows(), device.batches()));
        metrics.gauge(
                "processMeanBatchWaitMillis",
                () -> mean(device.waitedNanos(), device.batches()) / NANOS_PER_MILLI);
        metrics.gauge("processBusyMillis", () -> device.busyNanos() / (long) NANOS_PER_MILLI);
        metrics.gauge("processGatherMillis", () -> device.gatherNanos() / (long) NANOS_PER_MILLI);
        metrics.gauge("processBusyShare", device::busyShare);
        metrics.gauge(
                "processPaddingShare",
                () -> mean(device.padding(), device.rows() + device.padding()));
        metrics.gauge(
                "processPrepareMillis", () -> process.prepareNanos.sum() / (long) NANOS_PER_MILLI);
        metrics.gauge(
                "processRememberedShare", () -> mean(process.remembered.sum(), process.rows.sum()));
        metrics.gauge("processBottleneck", () -> device.bottleneck().toString());
    }

    private static double mean(long sum, long count) {
        return count == 0 ? 0 : (double) sum / count;
    }

    static RowMeter of(ModelCounters process, MetricGroup metrics, Batcher batcher) {
        metrics.gauge("processRowsWaiting", batcher::rowsWaiting);
        metrics.gauge("processRowsInPreparation", batcher::rowsInPreparation);
        return new RowMeter(process, metrics);
    }

    void row() {
        process.rows.increment();
    }

    void prepared(long nanos) {
        process.prepareNanos.add(nanos);
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
