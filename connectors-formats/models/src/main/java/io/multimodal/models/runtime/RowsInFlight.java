// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import java.util.OptionalInt;

/**
 * Counts the rows that are being inferred, and notices when their number is bounded. Thread-safe.
 */
final class RowsInFlight {
    /** After how many rows a bound is looked for, again and again. */
    private static final int LOOK_EVERY = 512;

    /** With fewer rows than this at once, a slow query looks like a bound. */
    private static final int MIN_BOUND = 4;

    /** A bound is met by most rows; what is there by chance is not. */
    private static final double MOST = 0.8;

    private int count;
    private int peak;
    private int entered;
    private int enteredAtPeak;

    /** One more; the bound that keeps more from coming, where one was just found. */
    synchronized OptionalInt enter() {
        count++;
        entered++;
        if (count > peak) {
            peak = count;
            entered = 0;
            enteredAtPeak = 0;
        } else if (count == peak) {
            enteredAtPeak++;
        }
        if (entered < LOOK_EVERY) {
            return OptionalInt.empty();
        }
        boolean bounded = peak >= MIN_BOUND && enteredAtPeak >= MOST * entered;
        entered = 0;
        enteredAtPeak = 0;
        return bounded ? OptionalInt.of(peak) : OptionalInt.empty();
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /** Blocks until there are none, also if the thread is interrupted; its flag is set then. */
    void awaitNone() {
        boolean interrupted = false;
        synchronized (this) {
            while (count > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
