// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.InferenceMeter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the models of this process have done since it started, over all jobs and subtasks.
 *
 * @param rows how many images came in, NULL among them
 * @param computed how many were inferred
 * @param remembered how many were known already: from the store, or from a row just before
 * @param failed how many could not be read or inferred
 * @param prepareNanos reading, decoding and scaling, summed over threads, in nanoseconds
 * @param runNanos running the model, summed over concurrent runs, in nanoseconds
 * @param batches how many batches ran
 */
public record ModelStatistics(
        long rows,
        long computed,
        long remembered,
        long failed,
        long prepareNanos,
        long runNanos,
        long batches) {
    /** What a model has done that has not run yet. */
    public static final ModelStatistics NOTHING = new ModelStatistics(0, 0, 0, 0, 0, 0, 0);

    private static final Map<String, Counters> BY_MODEL = new ConcurrentHashMap<>();

    /** By the name of the model in its catalog, in alphabetical order. A snapshot. */
    public static Map<String, ModelStatistics> ofThisProcess() {
        Map<String, ModelStatistics> snapshot = new TreeMap<>();
        BY_MODEL.forEach((name, counters) -> snapshot.put(name, counters.snapshot()));
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
                batches - earlier.batches);
    }

    static Counters counters(String model) {
        return BY_MODEL.computeIfAbsent(model, unseen -> new Counters());
    }

    /** The sums of one model. Thread-safe. */
    static final class Counters {
        final LongAdder rows = new LongAdder();
        final LongAdder computed = new LongAdder();
        final LongAdder remembered = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder prepareNanos = new LongAdder();
        final InferenceMeter device = new InferenceMeter();

        private ModelStatistics snapshot() {
            return new ModelStatistics(
                    rows.sum(),
                    computed.sum(),
                    remembered.sum(),
                    failed.sum(),
                    prepareNanos.sum(),
                    device.busyNanos(),
                    device.batches());
        }
    }
}
