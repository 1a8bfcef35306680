// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Of those who want the same thing at once, one makes it and the others wait for it. A result is
 * forgotten before it is handed on, so that no caller finds one that has ended. A {@link
 * StoreException} is the fate of all who wait; after anything else (the one was interrupted, a bug,
 * no memory) each of them tries for itself. Thread-safe.
 */
public final class SingleFlight<K, V> {
    private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /** What {@code make} gives, to this caller or to one who came before. Blocks. */
    public V get(K key, Make<V> make) throws StoreException {
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> other = running.putIfAbsent(key, mine);
            if (other == null) {
                return make(key, mine, make);
            }
            V made = await(other, key);
            if (made != null) {
                return made;
            }
        }
    }

    private V make(K key, CompletableFuture<V> mine, Make<V> make) throws StoreException {
        V made = null;
        StoreException failure = null;
        try {
            made = make.make();
            return made;
        } catch (StoreException e) {
            failure = Thread.currentThread().isInterrupted() ? null : e;
            throw e;
        } finally {
            running.remove(key, mine);
            if (failure == null) {
                mine.complete(made);
            } else {
                mine.completeExceptionally(failure);
            }
        }
    }

    /** What another makes; null where the caller has to try for itself. */
    private static <K, V> V await(CompletableFuture<V> other, K key) throws StoreException {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for " + key, e);
        } catch (ExecutionException e) {
            throw (StoreException) e.getCause();
        }
    }

    /** Makes a thing, which is not null; blocks. */
    @FunctionalInterface
    public interface Make<V> {
        V make() throws StoreException;
    }
}
