// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides for one call how often it is tried and how long the pauses are. A pause has full jitter:
 * it is drawn from zero to a bound that doubles each time, so that callers that failed together do
 * not come back together. One call uses it, from one thread at a time.
 */
public final class Backoff {
    private final int attempts;
    private final long longestPauseNanos;
    private final long endNanos;
    private long pauseBoundNanos;
    private int begun = 1;

    /**
     * Begins with the first attempt now.
     *
     * @param attempts the most attempts
     * @param firstPause the bound of the first pause
     * @param longestPause the most that the bound grows to
     * @param call the time after which no further attempt begins
     */
    public Backoff(int attempts, Duration firstPause, Duration longestPause, Duration call) {
        this.attempts = attempts;
        this.longestPauseNanos = longestPause.toNanos();
        this.endNanos = System.nanoTime() + call.toNanos();
        this.pauseBoundNanos = firstPause.toNanos();
    }

    /** The pause before the next attempt; empty if no attempt or no time is left. */
    public OptionalLong nextPauseNanos() {
        long pause =
                ThreadLocalRandom.current()
                        .nextLong(Math.min(longestPauseNanos, pauseBoundNanos) + 1);
        if (begun == attempts || System.nanoTime() + pause - endNanos >= 0) {
            return OptionalLong.empty();
        }
        begun++;
        pauseBoundNanos = Math.min(longestPauseNanos, 2 * pauseBoundNanos);
        return OptionalLong.of(pause);
    }

    /** The number of the attempt under way, the first being 1. */
    public int attempt() {
        return begun;
    }

    /** The time that the call has left; negative after its end. */
    public long leftNanos() {
        return endNanos - System.nanoTime();
    }
}
