// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.runtime.batch.InferenceMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** The sums of one model over all jobs and subtasks of this process. Thread-safe. */
public final class ModelCounters {
    private static final Map<String, ModelCounters> BY_MODEL = new ConcurrentHashMap<>();

    /** How many rows came in. */
    public final LongAdder rows = new LongAdder();

    /** How many were inferred. */
    public final LongAdder computed = new LongAdder();

    /** How many were known already. */
    public final LongAdder remembered = new LongAdder();

    /** How many could not be read or inferred. */
    public final LongAdder failed = new LongAdder();

    /** Reading, decoding and scaling, summed over threads. */
    public final LongAdder prepareNanos = new LongAdder();

    /** What ran. */
    public final InferenceMeter device = new InferenceMeter();

    private ModelCounters() {}

    /** Those of a model, by its name in its catalog. */
    static ModelCounters of(String model) {
        return BY_MODEL.computeIfAbsent(model, unseen -> new ModelCounters());
    }

    /** All models that have run, in no order. */
    public static void forEach(BiConsumer<String, ModelCounters> action) {
        BY_MODEL.forEach(action);
    }
}
