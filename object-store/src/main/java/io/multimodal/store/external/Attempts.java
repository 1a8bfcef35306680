// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries again what may go better the next time, after a pause drawn at random: a few times, and
 * only within a minute, so that a place which answers slowly does not hold a thread for several.
 */
final class Attempts {
    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MOST_NANOS = 60_000_000_000L;

    private Attempts() {}

    static <T> T of(Attempt<T> attempt) throws StoreException {
        long begin = System.nanoTime();
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (StoreUnavailableException e) {
                if (tried == ATTEMPTS
                        || System.nanoTime() - begin > MOST_NANOS
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(FIRST_PAUSE_MILLIS << (tried - 1), e);
            }
        }
    }

    private static void pause(long maxMillis, StoreUnavailableException failure)
            throws StoreUnavailableException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(maxMillis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    interface Attempt<T> {
        T run() throws StoreException;
    }
}
