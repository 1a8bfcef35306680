// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.annotation.Internal;
import io.multimodal.store.runtime.SharedResources.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Resources of a process that all users of the same key share: the first one opens, the last one
 * closes. Opening and closing block only callers with the same key, and those can be interrupted
 * while they wait. Thread-safe.
 *
 * <pre>{@code
 * private static final SharedResources<Path, Disk, IOException> DISKS =
 *         new SharedResources<>("a disk", InterruptedDiskException::new);
 *
 * try (var lease = DISKS.acquire(path, () -> Disk.open(path))) {
 *     lease.resource().write(bytes);
 * }
 * }</pre>
 *
 * <p>An open that fails, in whatever way, fails those who wait for it and is forgotten: whoever
 * comes later tries again. Only where the thread that opened was interrupted do those who wait try
 * for themselves, since that somebody else was cancelled is no reason to fail.
 *
 * @param <E> what opening and closing throw
 */
@Internal
public final class SharedResources<K, V extends Resource<E>, E extends Exception> {
    private final String what;
    private final Interrupted<E> interrupted;

    /** Guarded by itself, never during an open or a close. */
    private final Map<K, Entry<V>> entries = new HashMap<>();

    /**
     * @param what one of the resources, for messages: {@code a store}
     * @param interrupted makes the exception for a thread that was interrupted while it waited
     */
    public SharedResources(String what, Interrupted<E> interrupted) {
        this.what = what;
        this.interrupted = interrupted;
    }

    /**
     * The resource of this key, which this call opens if it is not open. Each lease is closed once.
     * Blocks while the resource is being opened or, by the last user before, closed.
     *
     * @param opening opens it, and must not acquire the same key
     * @throws E if it cannot be opened, or the thread was interrupted; its flag is set then
     */
    public Lease acquire(K key, Opening<V, E> opening) throws E {
        while (true) {
            Entry<V> mine = new Entry<>();
            CompletableFuture<Void> change;
            synchronized (entries) {
                Entry<V> other = entries.putIfAbsent(key, mine);
                if (other != null && other.users > 0) {
                    other.users++;
                    return new Lease(key, other);
                }
                change = other == null ? null : other.change;
            }
            if (change == null) {
                return open(key, mine, opening);
            }
            await(change);
        }
    }

    /** How many resources are open, being opened or being closed. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private Lease open(K key, Entry<V> entry, Opening<V, E> opening) throws E {
        V resource;
        try {
            resource = opening.open();
        } catch (Throwable e) {
            forget(key);
            if (Thread.currentThread().isInterrupted()) {
                entry.change.complete(null);
            } else {
                entry.change.completeExceptionally(e);
            }
            throw e;
        }
        CompletableFuture<Void> opened = entry.change;
        synchronized (entries) {
            entry.resource = resource;
            entry.users = 1;
        }
        opened.complete(null);
        return new Lease(key, entry);
    }

    /** Waits until a resource is open or closed; what happens then is for the next look. */
    private void await(CompletableFuture<Void> change) throws E {
        try {
            change.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted.exception(
                    "The thread was interrupted while it waited until another had opened or closed "
                            + what,
                    e);
        } catch (ExecutionException e) {
            throw thrownByOpening(e.getCause());
        }
    }

    @SuppressWarnings("unchecked") // What opening throws is an E or unchecked.
    private E thrownByOpening(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return (E) failure;
    }

    private void giveBack(K key, Entry<V> entry) throws E {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        synchronized (entries) {
            entry.users--;
            if (entry.users > 0) {
                return;
            }
            entry.change = closed;
        }
        try {
            entry.resource.close();
        } finally {
            forget(key);
            closed.complete(null);
        }
    }

    private void forget(K key) {
        synchronized (entries) {
            entries.remove(key);
        }
    }

    /** A resource of a key; while {@code users} is 0 it is being opened or closed. */
    private static final class Entry<V> {
        private V resource;
        private int users;

        /** Completed when it is open or closed, and exceptionally where it cannot be opened. */
        private CompletableFuture<Void> change = new CompletableFuture<>();
    }

    /** One user's hold on a resource. Thread-safe. */
    public final class Lease implements AutoCloseable {
        private final K key;
        private final Entry<V> entry;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(K key, Entry<V> entry) {
            this.key = key;
            this.entry = entry;
        }

        /** What is shared; open until this lease is closed. */
        public V resource() {
            return entry.resource;
        }

        /**
         * Gives the resource back; the last user closes it, and blocks meanwhile. Idempotent.
         *
         * @throws E if closing fails; the resource is forgotten all the same
         */
        @Override
        public void close() throws E {
            if (closed.compareAndSet(false, true)) {
                giveBack(key, entry);
            }
        }
    }

    /** What is shared. */
    public interface Resource<E extends Exception> extends AutoCloseable {
        /** Called once. */
        @Override
        void close() throws E;
    }

    /** Opens a resource. */
    @FunctionalInterface
    public interface Opening<V, E extends Exception> {
        V open() throws E;
    }

    /** Makes the exception for an interrupted thread. */
    @FunctionalInterface
    public interface Interrupted<E extends Exception> {
        E exception(String message, InterruptedException cause);
    }
}
