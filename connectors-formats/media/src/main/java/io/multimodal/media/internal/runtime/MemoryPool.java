// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How much memory is in use, and who waits for some: first come, first served, whatever their
 * limits. One for a process. Thread-safe.
 *
 * <p>A cache that holds unused memory for reuse releases it when somebody has to wait: see {@link
 * #keep}.
 */
final class MemoryPool {
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final List<Runnable> keepers = new CopyOnWriteArrayList<>();
    private long bytesInUse;

    /** Blocks until so much is free below the limit and no earlier caller waits. */
    void acquire(long bytes, long limit) throws InterruptedException {
        Object ticket = new Object();
        synchronized (this) {
            if (waiting.isEmpty() && fits(bytes, limit)) {
                bytesInUse += bytes;
                return;
            }
            waiting.add(ticket);
        }
        // What is kept from now on is given up at once: its keeper sees that somebody waits.
        keepers.forEach(Runnable::run);
        synchronized (this) {
            try {
                while (waiting.peek() != ticket || !fits(bytes, limit)) {
                    wait();
                }
                bytesInUse += bytes;
            } finally {
                waiting.remove(ticket);
                notifyAll();
            }
        }
    }

    private boolean fits(long bytes, long limit) {
        return bytesInUse + bytes <= limit;
    }

    /** Counts what is taken whatever the limit. */
    synchronized void take(long bytes) {
        bytesInUse += bytes;
    }

    synchronized void release(long bytes) {
        bytesInUse -= bytes;
        notifyAll();
    }

    synchronized boolean isWaitedFor() {
        return !waiting.isEmpty();
    }

    /** Calls back when somebody has to wait, in that one's thread. */
    void keep(Runnable giveUp) {
        keepers.add(giveUp);
    }

    /** Calls back no more. */
    void forget(Runnable giveUp) {
        keepers.remove(giveUp);
    }

    synchronized long bytesInUse() {
        return bytesInUse;
    }
}
