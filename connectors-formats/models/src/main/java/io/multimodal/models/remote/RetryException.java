// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import java.time.Duration;
import java.util.Optional;

/** An attempt has failed, and another one may succeed. */
public final class RetryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> after;
    private final boolean reached;

    private RetryException(
            String message, Optional<Duration> after, boolean reached, Throwable cause) {
        super(message, cause);
        this.after = after;
        this.reached = reached;
    }

    /** What came is no answer. */
    public static RetryException badAnswer(String message) {
        return new RetryException(message, Optional.empty(), true, null);
    }

    /** The server says that it cannot answer now. */
    static RetryException busy(String message, Optional<Duration> after, boolean healthy) {
        return new RetryException(message, after, healthy, null);
    }

    /** Nothing came. */
    static RetryException unreached(String message, Throwable cause) {
        return new RetryException(message, Optional.empty(), false, cause);
    }

    /** How long the server asks to be left alone; empty where it says nothing. */
    Optional<Duration> after() {
        return after == null ? Optional.empty() : after;
    }

    /** Whether the server is there and works. */
    boolean isReached() {
        return reached;
    }
}
