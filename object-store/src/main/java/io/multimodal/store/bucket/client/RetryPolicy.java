// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.internal.Backoff;
import java.time.Duration;

/**
 * How long a bucket is waited for. Every request has a time-out, and what may succeed when it is
 * tried again is tried again, after a pause drawn from zero to a bound that doubles each time.
 *
 * @param call how long one call may take with all its attempts
 * @param attempt how long one attempt may take
 * @param attempts how many there are at most
 * @param firstPause the bound of the first pause
 * @param longestPause what the bound of pauses grows to
 */
public record RetryPolicy(
        Duration call, Duration attempt, int attempts, Duration firstPause, Duration longestPause) {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /**
     * One attempt takes at most a third of it, so that a server that stalls once is not a failure.
     */
    public static RetryPolicy of(Duration call) {
        return new RetryPolicy(call, call.dividedBy(3), ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE);
    }

    /** Begins a call that may take so much longer than the policy says. */
    Backoff backoff(Duration longer) {
        return new Backoff(attempts, firstPause, longestPause, call.plus(longer));
    }

    /** How long to wait until a server accepts a connection. */
    public Duration connect() {
        return attempt.compareTo(CONNECT) < 0 ? attempt : CONNECT;
    }
}
