// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.cache.StoreMetrics.Operation;
import java.util.Locale;
import org.apache.flink.metrics.MetricGroup;

/**
 * What this process asked of its stores, past all caches, as Flink's metrics: {@code
 * store.read.processCalls} and so on. Subtasks of a process share the stores, so these are the same
 * in each of them.
 */
final class StoreGauges {
    private StoreGauges() {}

    static void register(StoreCounters counters, MetricGroup metrics) {
        MetricGroup store = metrics.addGroup("store");
        for (Operation operation : Operation.values()) {
            MetricGroup group = store.addGroup(operation.name().toLowerCase(Locale.ROOT));
            group.gauge("processCalls", () -> counters.total(operation).calls());
            group.gauge("processFailures", () -> counters.total(operation).failures());
            group.gauge("processBytes", () -> counters.total(operation).bytes());
            group.gauge("processBusyMillis", () -> counters.total(operation).nanos() / 1_000_000);
        }
    }
}
