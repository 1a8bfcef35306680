// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Tries what a {@link StoreUnavailableException} ended again, in the thread of the caller: a few
 * times, and only within a minute, so that a place that answers slowly does not hold a thread
 * longer.
 */
public final class Attempts {
    private static final int MAX = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);
    private static final Duration CALL = Duration.ofMinutes(1);

    private Attempts() {}

    /**
     * The first result. Blocks.
     *
     * @throws StoreUnavailableException what ended the last attempt
     */
    public static <T> T of(Attempt<T> attempt) throws StoreException {
        Backoff backoff = new Backoff(MAX, FIRST_PAUSE, LONGEST_PAUSE, CALL);
        while (true) {
            try {
                return attempt.run();
            } catch (StoreUnavailableException e) {
                OptionalLong pause = backoff.nextPauseNanos();
                if (pause.isEmpty() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(pause.getAsLong(), e);
            }
        }
    }

    private static void pause(long nanos, StoreUnavailableException failure)
            throws StoreUnavailableException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** What is tried. */
    public interface Attempt<T> {
        /** Returns its result, or throws what ended it. */
        T run() throws StoreException;
    }
}
