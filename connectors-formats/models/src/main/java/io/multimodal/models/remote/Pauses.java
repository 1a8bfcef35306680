// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often one call is attempted, and how long the pauses are. A pause has full jitter: it is
 * drawn from zero to a bound that doubles each time, so that rows that failed together do not come
 * back together. One thread at a time.
 */
final class Pauses {
    private static final long FIRST_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(20).toNanos();

    private final int attempts;
    private final long callNanos;
    private long firstNanos;
    private long boundNanos = FIRST_NANOS;
    private int begun;

    /**
     * @param attempts the most attempts
     * @param call how long after the first attempt the last one may begin
     */
    Pauses(int attempts, Duration call) {
        this.attempts = attempts;
        this.callNanos = call.toNanos();
    }

    /** An attempt is sent. Waiting for the first one does not count. */
    void begin() {
        if (begun == 0) {
            firstNanos = System.nanoTime();
        }
        begun++;
    }

    /** How many attempts were sent. */
    int attempt() {
        return begun;
    }

    /** Whether no attempt may begin after such a pause. */
    boolean endBefore(Duration pause) {
        return pause.toNanos() > callNanos - (System.nanoTime() - firstNanos);
    }

    /**
     * The pause before the next attempt; empty if there is none.
     *
     * @param atOnce whether nothing has to be waited for
     */
    Optional<Duration> next(boolean atOnce) {
        Duration pause =
                atOnce
                        ? Duration.ZERO
                        : Duration.ofNanos(ThreadLocalRandom.current().nextLong(boundNanos + 1));
        if (begun >= attempts || endBefore(pause)) {
            return Optional.empty();
        }
        boundNanos = Math.min(LONGEST_NANOS, 2 * boundNanos);
        return Optional.of(pause);
    }
}
