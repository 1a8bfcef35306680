// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many media may fail before the job stops, where failures are otherwise passed over. One for
 * each subtask and function; thread-safe. Counts from 0 again when the subtask starts again.
 */
@Public
public final class ErrorBudget {
    private final long most;
    private final AtomicLong failures = new AtomicLong();

    /**
     * @param most how many may fail, at least 0
     */
    public ErrorBudget(long most) {
        this.most = most;
    }

    /** One that is never used up. */
    public static ErrorBudget unlimited() {
        return new ErrorBudget(Long.MAX_VALUE);
    }

    /** Counts a failure; false if it is one too many. */
    boolean allowsOneMore() {
        return failures.incrementAndGet() <= most;
    }

    /** How many may fail. */
    long most() {
        return most;
    }
}
