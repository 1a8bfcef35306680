// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.annotation.Public;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Sums what a metered store reports. Thread-safe; does not block. */
@Public
public final class StoreCounters implements StoreMetrics {
    private final Map<Operation, Sums> sums = new EnumMap<>(Operation.class);

    public StoreCounters() {
        for (Operation operation : Operation.values()) {
            sums.put(operation, new Sums());
        }
    }

    @Override
    public void report(Operation operation, long bytes, long nanos, boolean failed) {
        Sums of = sums.get(operation);
        of.calls.increment();
        of.bytes.add(bytes);
        of.nanos.add(nanos);
        if (failed) {
            of.failures.increment();
        }
    }

    /** What was reported of an operation up to now. */
    public Total total(Operation operation) {
        Sums of = sums.get(operation);
        return new Total(of.calls.sum(), of.failures.sum(), of.bytes.sum(), of.nanos.sum());
    }

    /**
     * What was reported of an operation.
     *
     * @param calls the number of calls that ended, including failures
     * @param failures the number of calls that ended with an exception
     * @param bytes the bytes of objects that were transferred
     * @param nanos the sum of the durations of all calls, in nanoseconds; calls may have overlapped
     */
    public record Total(long calls, long failures, long bytes, long nanos) {}

    private static final class Sums {
        private final LongAdder calls = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }
}
