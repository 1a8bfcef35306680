// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.ObjectReader;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.IdleThreads;
import io.multimodal.store.ref.StoredRef;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Reads objects into the cache before they are asked for. A hint that comes while too much is under
 * way is dropped, and so is a failure: a later read of the object reports it. Thread-safe.
 */
final class Prefetcher implements AutoCloseable {
    /** Reading waits for a server, not for a core. */
    private static final int THREADS = 16;

    /** What is read ahead and perhaps not yet wanted may push nothing else out of the cache. */
    private static final int PART_OF_CACHE = 4;

    private static final int PERMIT_BYTES = 4096;
    private static final int MAX_BYTES = 64 << 20;

    private final Semaphore permits;
    private final ExecutorService threads;

    Prefetcher(long cacheBytes) {
        this.permits =
                new Semaphore(
                        (int) (Math.min(cacheBytes / PART_OF_CACHE, MAX_BYTES) / PERMIT_BYTES));
        this.threads = IdleThreads.atMost(THREADS, "store-prefetch");
    }

    /** Starts to read an object from a store with a cache, unless too much is under way. */
    void prefetch(ObjectReader reader, StoredRef ref) {
        int cost = 1 + (int) (ref.length() / PERMIT_BYTES);
        if (!permits.tryAcquire(cost)) {
            return;
        }
        boolean started = false;
        try {
            threads.execute(() -> read(reader, ref, cost));
            started = true;
        } catch (java.util.concurrent.RejectedExecutionException e) {
            // It was closed meanwhile.
        } finally {
            if (!started) {
                permits.release(cost);
            }
        }
    }

    private void read(ObjectReader reader, StoredRef ref, int cost) {
        try {
            var unused = reader.open(ref).read(0, (int) ref.length());
        } catch (StoreException e) {
            // Whoever needs the object reads it again.
        } finally {
            permits.release(cost);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
