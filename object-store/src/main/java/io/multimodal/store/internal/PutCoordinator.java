// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * What every put of a store passes: it bounds the bytes in memory by holding callers back, and of
 * equal contents that are under way at once only one is written. Thread-safe.
 */
public final class PutCoordinator {
    private static final int PERMIT_BYTES = 4096;
    private static final int PERMITS = (64 << 20) / PERMIT_BYTES;

    private final String store;
    private final Semaphore permits = new Semaphore(PERMITS);
    private final Map<Key, CompletableFuture<ObjectRef>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param store whose puts, for messages
     */
    public PutCoordinator(String store) {
        this.store = store;
    }

    /**
     * Starts to write an object, or joins a put of the same object. Blocks while 64 MiB are under
     * way.
     *
     * @param epoch the present one: a put that began in an older epoch is not joined, since what it
     *     writes may be collected
     * @param memoryBytes how many bytes the write keeps in memory, at most 64 MiB
     * @return completed with the reference when the object is written
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Its end is passed on by the callback.
    public CompletionStage<ObjectRef> put(StoredRef ref, long epoch, int memoryBytes, Write write)
            throws IOException {
        int cost = 1 + memoryBytes / PERMIT_BYTES;
        Key key = new Key(ref.id(), epoch);
        CompletableFuture<ObjectRef> mine = new CompletableFuture<>();
        acquire(cost);
        CompletableFuture<ObjectRef> other = null;
        boolean passed = false;
        try {
            if (closed) {
                throw new StoreUnavailableException(
                        "Cannot put into the store " + store + ": it was closed");
            }
            other = underWay.putIfAbsent(key, mine);
            passed = other == null;
        } finally {
            if (!passed) {
                permits.release(cost);
            }
        }
        if (other != null) {
            return other;
        }
        try {
            write.start().whenComplete((done, failure) -> end(key, ref, cost, mine, failure));
        } catch (Throwable e) {
            // Whoever joined in the meantime must hear of it, too.
            end(key, ref, cost, mine, e);
            throw e;
        }
        return mine;
    }

    /**
     * Lets no put in any more and waits for those that are under way.
     *
     * @return whether this call was the first
     */
    public synchronized boolean close() throws StoreException {
        boolean first = !closed;
        closed = true;
        acquire(PERMITS);
        permits.release(PERMITS);
        return first;
    }

    private void end(
            Key key,
            StoredRef ref,
            int cost,
            CompletableFuture<ObjectRef> mine,
            Throwable failure) {
        if (underWay.remove(key, mine)) {
            permits.release(cost);
        }
        GroupCommit.settle(mine, ref, failure == null ? null : causeOf(failure));
    }

    private static Throwable causeOf(Throwable failure) {
        boolean wrapped =
                failure instanceof CompletionException
                        || failure instanceof ExecutionException
                        || failure instanceof UncheckedIOException;
        return wrapped && failure.getCause() != null ? causeOf(failure.getCause()) : failure;
    }

    private void acquire(int cost) throws StoreException {
        try {
            permits.acquire(cost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for puts into the store " + store,
                    e);
        }
    }

    private record Key(ContentId id, long epoch) {}

    /** Writes an object, and says when it is there for good. */
    @FunctionalInterface
    public interface Write {
        CompletableFuture<?> start() throws IOException;
    }
}
