// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of objects that may fail before the job stops, where failures are otherwise ignored.
 * Each subtask of a function has one, and counts from 0 when it restarts. Thread-safe.
 */
@Public
public final class ErrorBudget {
    private final long most;
    private final AtomicLong failures = new AtomicLong();

    /**
     * @param most the number of objects that may fail, at least 0
     */
    public ErrorBudget(long most) {
        this.most = most;
    }

    /** A budget without a limit. */
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
