// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Reads some things ahead of who takes them, at once and in order. What cannot be read surfaces as
 * an {@link UncheckedIOException}. Used by one thread.
 */
public final class ReadAhead<A, B> implements Iterator<B> {
    private final Iterator<? extends A> from;
    private final Executor executor;
    private final int window;
    private final Read<A, B> read;
    private final Queue<CompletableFuture<B>> pending = new ArrayDeque<>();

    /**
     * @param window how many are read at once
     */
    public ReadAhead(Iterator<? extends A> from, Executor executor, int window, Read<A, B> read) {
        this.from = from;
        this.executor = executor;
        this.window = window;
        this.read = read;
    }

    @Override
    public boolean hasNext() {
        while (pending.size() < window && from.hasNext()) {
            A next = from.next();
            pending.add(CompletableFuture.supplyAsync(() -> readNow(next), executor));
        }
        return !pending.isEmpty();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return pending.remove().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io : e;
        }
    }

    private B readNow(A next) {
        try {
            return read.apply(next);
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one thing; blocks. */
    @FunctionalInterface
    public interface Read<A, B> {
        B apply(A what) throws StoreException;
    }
}
