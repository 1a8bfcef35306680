// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then what was erased from a store, by whichever process, and drops it from caches.
 * An object that was put again after it was erased is dropped each time and read anew: nothing in a
 * store says which came last. Thread-safe.
 */
final class ErasureWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWatch.class);

    /** How many names are in memory at once. */
    private static final int BATCH = 50_000;

    private final ObjectStore store;
    private final List<? extends ErasableCache> caches;
    private final long intervalNanos;
    private final Thread thread;

    /** When the last look that ended well began. */
    private volatile long lookedAtNanos;

    private volatile boolean closed;

    /**
     * Looks once, and from then on in a thread of its own. Blocks while it looks.
     *
     * @param store whose erasures; not a cache
     * @param caches from the one next to the store on, so that what one drops is not taken from
     *     another again
     */
    ErasureWatch(ObjectStore store, List<? extends ErasableCache> caches, Duration interval) {
        this.store = store;
        this.caches = caches;
        this.intervalNanos = interval.toNanos();
        this.lookedAtNanos = System.nanoTime() - 3 * intervalNanos;
        look();
        this.thread = new Thread(this::run, "store-erasures");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a look that ended well began at most two intervals ago. Does not block. */
    boolean isFresh() {
        return System.nanoTime() - lookedAtNanos <= 2 * intervalNanos;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(Duration.ofNanos(intervalNanos).toMillis());
                look();
            } catch (InterruptedException e) {
                // It was closed.
            }
        }
    }

    /** Looks now. One that fails is logged, and leaves the caches to grow stale. */
    private void look() {
        long begunAtNanos = System.nanoTime();
        try {
            int storeId = store.root().storeId();
            if (caches.stream().anyMatch(cache -> cache.mayHold(storeId))) {
                forgetErased(storeId);
            }
            lookedAtNanos = begunAtNanos;
        } catch (StoreException | RuntimeException | Error e) {
            if (!closed) {
                LOG.warn(
                        "Cannot look what was erased from {}; its caches are passed by until that"
                                + " works again",
                        store,
                        e);
            }
        }
    }

    private void forgetErased(int storeId) throws StoreException {
        try (Stream<ContentId> erased = store.erasures()) {
            Iterator<ContentId> each = erased.iterator();
            while (each.hasNext()) {
                Set<ContentId> some = new HashSet<>();
                while (some.size() < BATCH && each.hasNext()) {
                    some.add(each.next());
                }
                caches.forEach(cache -> cache.forget(storeId, some));
            }
        }
    }

    /** Looks no more. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
