// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import java.util.function.LongSupplier;

/**
 * Decides when a look for new packs is worth its requests: always while it lists few, and otherwise
 * so seldom that at most a twentieth of the time is spent on it. Guarded by its user.
 */
final class PackLook {
    /** What one request lists. */
    static final int CHEAP = 1000;

    private static final int SHARE = 20;

    private final LongSupplier nanos;
    private final long leastRestNanos;
    private boolean looked;
    private long beganNanos;
    private long tookNanos;
    private int listed;

    /**
     * @param nanos the clock
     * @param leastRestNanos how long a look that listed many does at least
     */
    PackLook(LongSupplier nanos, long leastRestNanos) {
        this.nanos = nanos;
        this.leastRestNanos = leastRestNanos;
    }

    /** Whether it is worth its cost now. */
    boolean isDue() {
        return !looked
                || listed < CHEAP
                || nanos.getAsLong() - beganNanos > Math.max(leastRestNanos, SHARE * tookNanos);
    }

    /**
     * A look has ended.
     *
     * @param began when it began
     * @param took how long its requests took
     * @param count how many packs it listed
     */
    void done(long began, long took, int count) {
        looked = true;
        beganNanos = began;
        tookNanos = took;
        listed = count;
    }
}
