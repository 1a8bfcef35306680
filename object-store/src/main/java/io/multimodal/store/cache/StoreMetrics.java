// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.annotation.Public;

/**
 * Receives the reports of a {@link MeteredStore}, for Flink's metrics, a log or a test. The thread
 * that did the work calls it. Implementations are thread-safe and fast, do not block, and do not
 * throw.
 */
@Public
@FunctionalInterface
public interface StoreMetrics {
    /** The kinds of operations. */
    enum Operation {
        READ,
        PUT,
        PROBE
    }

    /**
     * Reports that one operation ended.
     *
     * @param bytes the bytes of objects that were transferred; 0 if it failed
     * @param nanos its duration in nanoseconds
     * @param failed whether it ended with an exception
     */
    void report(Operation operation, long bytes, long nanos, boolean failed);
}
