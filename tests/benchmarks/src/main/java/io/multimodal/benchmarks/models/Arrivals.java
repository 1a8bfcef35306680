// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import java.util.Arrays;

/**
 * Rows that are due at even distances, and when each was answered. A row that arrives late, because
 * those before it hold it up, has waited since it was due. Thread-safe.
 */
final class Arrivals {
    private static volatile Arrivals current = new Arrivals(0, 1);

    private final double nanosBetween;
    private final long[] nanos;
    private long start;

    private Arrivals(int rows, double perSecond) {
        this.nanosBetween = 1e9 / perSecond;
        this.nanos = new long[rows];
    }

    /** Those of the job that comes next in this process. */
    static Arrivals begin(int rows, double perSecond) {
        current = new Arrivals(rows, perSecond);
        return current;
    }

    static Arrivals current() {
        return current;
    }

    /** Waits until a row is due; the first one is at once. */
    void await(long row) throws InterruptedException {
        long left = due(row) - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private synchronized long due(long row) {
        if (row == 0) {
            start = System.nanoTime();
        }
        return start + Math.round(row * nanosBetween);
    }

    /** A row has its answer. */
    synchronized void answered(long row) {
        nanos[(int) row] = System.nanoTime() - start - Math.round(row * nanosBetween);
    }

    /**
     * How many milliseconds this share of the rows took at most.
     *
     * @param share from 0 to 1
     */
    synchronized double millis(double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
