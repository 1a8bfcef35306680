// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

/** Counts the rows that are being inferred. Thread-safe. */
final class RowsInFlight {
    private int count;

    synchronized void enter() {
        count++;
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
