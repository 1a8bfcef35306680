// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.runtime.batch.Batcher;
import io.multimodal.models.runtime.batch.InferenceMeter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a model does on the device of this process, as Flink's metrics. Subtasks share the model, so
 * these are the same in each of them.
 */
final class DeviceGauges {
    private static final double NANOS_PER_MILLI = 1e6;

    private DeviceGauges() {}

    static void register(ModelCounters process, Batcher batcher, MetricGroup metrics) {
        InferenceMeter device = process.device;
        metrics.gauge("processRowsWaiting", batcher::rowsWaiting);
        metrics.gauge("processRowsInPreparation", batcher::rowsInPreparation);
        metrics.gauge("processBatches", device::batches);
        metrics.gauge("processMeanBatchRows", () -> RowMeter.mean(device.rows(), device.batches()));
        metrics.gauge(
                "processMeanBatchWaitMillis",
                () -> RowMeter.mean(device.waitedNanos(), device.batches()) / NANOS_PER_MILLI);
        metrics.gauge("processBusyMillis", () -> device.busyNanos() / (long) NANOS_PER_MILLI);
        metrics.gauge("processGatherMillis", () -> device.gatherNanos() / (long) NANOS_PER_MILLI);
        metrics.gauge("processBusyShare", device::busyShare);
        metrics.gauge("processIdleForDecodingShare", device::idleForDecodingShare);
        metrics.gauge("processIdleForInputShare", device::idleForInputShare);
        metrics.gauge(
                "processPaddingShare",
                () -> RowMeter.mean(device.padding(), device.rows() + device.padding()));
        metrics.gauge(
                "processPrepareMillis", () -> process.prepareNanos.sum() / (long) NANOS_PER_MILLI);
        metrics.gauge("processBottleneck", () -> device.bottleneck().toString());
    }
}
