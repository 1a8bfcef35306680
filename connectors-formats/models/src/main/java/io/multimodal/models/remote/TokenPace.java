// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import java.time.Duration;

/**
 * Holds the tokens of a minute to a limit. What a request costs is known when it was answered, so
 * requests that are too expensive make the following ones wait: a bucket of one minute's tokens,
 * which fills evenly. Thread-safe.
 */
public final class TokenPace {
    private static final double NANOS_OF_MINUTE = Duration.ofMinutes(1).toNanos();

    private final long tokensPerMinute;
    private double spent;
    private long sinceNanos;

    /**
     * A full bucket.
     *
     * @param tokensPerMinute at least 1
     * @param nowNanos by {@link System#nanoTime}
     */
    public TokenPace(long tokensPerMinute, long nowNanos) {
        this.tokensPerMinute = tokensPerMinute;
        this.sinceNanos = nowNanos;
    }

    /** How long the next request is to wait after one that cost so much. */
    public synchronized Duration spend(long tokens, long nowNanos) {
        double perNano = tokensPerMinute / NANOS_OF_MINUTE;
        spent = Math.max(0, spent - (nowNanos - sinceNanos) * perNano) + tokens;
        sinceNanos = nowNanos;
        return Duration.ofNanos((long) (Math.max(0, spent - tokensPerMinute) / perNano));
    }
}
