// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Internal;
import io.multimodal.models.runtime.ModelCounters;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the models of this process have done since it started, over all jobs and subtasks.
 *
 * @param rows how many images came in, NULL among them
 * @param computed how many were inferred
 * @param remembered how many were known already: from the store, or from a row just before
 * @param failed how many could not be read or inferred
 * @param prepareNanos reading, decoding and scaling, summed over threads, in nanoseconds
 * @param runNanos running the model, summed over concurrent runs, in nanoseconds
 * @param gatherNanos how much of that copied rows into one buffer
 * @param batches how many batches ran
 */
@Internal
public record ModelStatistics(
        long rows,
        long computed,
        long remembered,
        long failed,
        long prepareNanos,
        long runNanos,
        long gatherNanos,
        long batches) {
    /** What a model has done that has not run yet. */
    public static final ModelStatistics NOTHING = new ModelStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    /** By the name of the model in its catalog, in alphabetical order. A snapshot. */
    public static Map<String, ModelStatistics> ofThisProcess() {
        Map<String, ModelStatistics> snapshot = new TreeMap<>();
        ModelCounters.forEach((name, counters) -> snapshot.put(name, of(counters)));
        return snapshot;
    }

    /** What has been done since an earlier snapshot of the same model. */
    public ModelStatistics since(ModelStatistics earlier) {
        return new ModelStatistics(
                rows - earlier.rows,
                computed - earlier.computed,
                remembered - earlier.remembered,
                failed - earlier.failed,
                prepareNanos - earlier.prepareNanos,
                runNanos - earlier.runNanos,
                gatherNanos - earlier.gatherNanos,
                batches - earlier.batches);
    }

    private static ModelStatistics of(ModelCounters counters) {
        return new ModelStatistics(
                counters.rows.sum(),
                counters.computed.sum(),
                counters.remembered.sum(),
                counters.failed.sum(),
                counters.prepareNanos.sum(),
                counters.device.busyNanos(),
                counters.device.gatherNanos(),
                counters.device.batches());
    }
}
