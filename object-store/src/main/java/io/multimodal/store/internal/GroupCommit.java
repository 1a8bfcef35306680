// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;

/**
 * Group commit: items that arrive while commits are in flight are committed together by the next
 * one. Whatever a commit throws, an {@link Error} included, fails the items of its batch and no
 * others; if not even a thread can be started, all waiting items fail. No item waits forever, and
 * later items are committed as if nothing had happened. Thread-safe.
 *
 * @param <T> one item
 */
public final class GroupCommit<T> {
    private static final int MILLIS_UNTIL_MEMORY_IS_FREE = 10;

    private final String action;
    private final Executor executor;
    private final int maxInFlight;
    private final Size<T> size;
    private final Commit<T> commit;
    private final Runnable next = this::next;

    /** Guarded by itself, like {@link #inFlight}. */
    private final Deque<Pending<T>> waiting = new ArrayDeque<>();

    private int inFlight;

    /**
     * @param action what a commit does, for messages: "append to /store/packs"
     * @param executor runs the commits
     * @param maxInFlight how many commits may be in flight at once
     * @param size how large a batch may be
     */
    public GroupCommit(
            String action, Executor executor, int maxInFlight, Size<T> size, Commit<T> commit) {
        this.action = action;
        this.executor = executor;
        this.maxInFlight = maxInFlight;
        this.size = size;
        this.commit = commit;
    }

    /**
     * Adds an item to the next batch. Does not block.
     *
     * @return completed when the item is committed; failed with a {@link StoreException}, or with
     *     the {@link Error} itself if memory is too short for one
     */
    public CompletableFuture<Void> add(T item) {
        Pending<T> pending = new Pending<>(item);
        synchronized (waiting) {
            waiting.add(pending);
            if (inFlight == maxInFlight) {
                return pending.done;
            }
            inFlight++;
        }
        schedule();
        return pending.done;
    }

    private void schedule() {
        try {
            executor.execute(next);
        } catch (Throwable e) {
            failWaiting(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its end is passed on by the callback.
    private void next() {
        List<Pending<T>> batch;
        try {
            batch = take();
        } catch (Throwable e) {
            failWaiting(e);
            return;
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            CompletableFuture<?> committed =
                    commit.start(batch.stream().map(pending -> pending.item).toList());
            if (!committed.isDone()) {
                committed.whenComplete((done, failure) -> end(batch, failure));
                return;
            }
            committed.join();
        } catch (Throwable e) {
            end(batch, e);
            return;
        }
        end(batch, null);
    }

    /** Allocates before it removes, so that nothing is lost if memory is short. */
    private List<Pending<T>> take() {
        synchronized (waiting) {
            List<Pending<T>> batch = new ArrayList<>(waiting.size());
            long bytes = 0;
            while (!waiting.isEmpty()) {
                bytes += size.bytes.applyAsInt(waiting.peek().item);
                if (!batch.isEmpty() && bytes > size.maxBatchBytes) {
                    break;
                }
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                inFlight--;
            }
            return batch;
        }
    }

    /** The next commit is started before callers hear of this one. */
    private void end(List<Pending<T>> batch, Throwable failure) {
        boolean more;
        synchronized (waiting) {
            more = !waiting.isEmpty();
            if (!more) {
                inFlight--;
            }
        }
        if (more) {
            schedule();
        }
        settle(batch, failure);
    }

    /**
     * A commit could not begin: if none is in flight, no other one would ever take the waiting
     * entries.
     */
    private void failWaiting(Throwable failure) {
        while (true) {
            Pending<T> pending;
            synchronized (waiting) {
                pending = inFlight > 1 ? null : waiting.poll();
                if (pending == null) {
                    inFlight--;
                    return;
                }
            }
            settle(List.of(pending), failure);
        }
    }

    private void settle(List<Pending<T>> batch, Throwable failure) {
        Throwable told = failure == null ? null : typed(failure);
        for (Pending<T> pending : batch) {
            settle(pending.done, null, told);
        }
    }

    /**
     * Completes a future even while memory is so short that this fails at first: then it tries
     * again until there is some.
     *
     * @param failure why there is no value; null where there is one
     */
    static <V> void settle(CompletableFuture<V> future, V value, Throwable failure) {
        while (!future.isDone()) {
            try {
                if (failure == null) {
                    future.complete(value);
                } else {
                    future.completeExceptionally(failure);
                }
            } catch (OutOfMemoryError e) {
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(MILLIS_UNTIL_MEMORY_IS_FREE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Thread.onSpinWait();
        }
    }

    private Throwable typed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof StoreException) {
            return cause;
        }
        try {
            return new StoreUnavailableException("Cannot " + action + ": " + cause, cause);
        } catch (OutOfMemoryError e) {
            return cause;
        }
    }

    /**
     * How large a batch may be; one item always fits.
     *
     * @param bytes how many bytes an item takes
     */
    public record Size<T>(long maxBatchBytes, ToIntFunction<T> bytes) {
        /** Everything that waits goes together. */
        public static <T> Size<T> unlimited() {
            return new Size<>(Long.MAX_VALUE, item -> 1);
        }

        /** Each item goes alone. */
        public static <T> Size<T> oneItem() {
            return new Size<>(1, item -> 1);
        }
    }

    /** Commits a batch, whole or not at all. */
    @FunctionalInterface
    public interface Commit<T> {
        /**
         * Starts, and may finish, a commit.
         *
         * @return completed when the batch is committed
         */
        CompletableFuture<?> start(List<T> batch) throws IOException;
    }

    private static final class Pending<T> {
        private final T item;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Pending(T item) {
            this.item = item;
        }
    }
}
