// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.annotation.Public;

/**
 * Where a {@link MeteredStore} reports to: Flink's metrics, a log, a test. Called by the thread
 * that worked; must be thread-safe, fast, and not throw.
 */
@Public
@FunctionalInterface
public interface StoreMetrics {
    /** What was done. */
    enum Operation {
        READ,
        PUT,
        PROBE
    }

    /**
     * One operation ended.
     *
     * @param bytes how many bytes of objects it moved; 0 where it failed
     * @param nanos how long it took
     * @param failed whether it ended with an exception
     */
    void report(Operation operation, long bytes, long nanos, boolean failed);
}
