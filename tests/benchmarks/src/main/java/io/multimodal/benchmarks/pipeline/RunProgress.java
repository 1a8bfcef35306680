// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** When the first object of a run in this process came in, and the last one out. */
final class RunProgress {
    private static final AtomicLong BEGIN = new AtomicLong();
    private static final AtomicLong END = new AtomicLong();
    private static final AtomicLong ROWS = new AtomicLong();

    private RunProgress() {}

    static void reset() {
        BEGIN.set(0);
        END.set(0);
        ROWS.set(0);
    }

    static void begin() {
        if (BEGIN.get() == 0) {
            BEGIN.compareAndSet(0, System.nanoTime());
        }
    }

    static void row() {
        ROWS.incrementAndGet();
        END.accumulateAndGet(System.nanoTime(), Math::max);
    }

    static long rows() {
        return ROWS.get();
    }

    static double seconds() {
        return (END.get() - BEGIN.get()) / 1e9;
    }
}
