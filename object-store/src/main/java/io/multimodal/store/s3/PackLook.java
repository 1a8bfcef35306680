// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

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
    private boolean looked;
    private long beganNanos;
    private long tookNanos;
    private int listed;

    /**
     * @param nanos the clock
     */
    PackLook(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether it is worth its cost now. */
    boolean isDue() {
        return !looked
                || listed < CHEAP
                || nanos.getAsLong() - beganNanos > Math.max(1, SHARE * tookNanos);
    }

    /** Whether the last one began after a time. */
    boolean beganAfter(long atNanos) {
        return looked && beganNanos - atNanos > 0;
    }

    /**
     * A look has ended.
     *
     * @param began when it began
     * @param count how many packs it listed
     */
    void done(long began, int count) {
        looked = true;
        beganNanos = began;
        tookNanos = nanos.getAsLong() - began;
        listed = count;
    }
}
