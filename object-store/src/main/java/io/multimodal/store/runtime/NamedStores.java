// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.IdleThreads;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreStack.Layered;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * The stores of a configuration. The default one is opened at once, and made if it is not there.
 * The others are opened, and never made, when a reference names a store that none of the open ones
 * is: each in a thread of its own, so that one that is down does not delay the others. One that
 * could not be opened is tried again when it is next needed. Thread-safe.
 */
final class NamedStores implements AutoCloseable {
    private final StoreConfig config;
    private final StoreStack stack;
    private final Layered main;
    private final ExecutorService threads = IdleThreads.asNeeded("store-open");

    /** Where the backends are looked for. */
    private final ClassLoader loader;

    /** The stores that are open, by their ids. */
    private final Map<Integer, Layered> byId = new ConcurrentHashMap<>();

    /** Those that are open or being opened, but for the default one; guarded by this. */
    private final Map<String, CompletableFuture<Layered>> byName = new TreeMap<>();

    /** What is to be closed; guarded by this. */
    private final List<Layered> open = new ArrayList<>();

    private boolean closed;

    NamedStores(StoreConfig config, StoreStack stack) throws StoreException {
        this.config = config;
        this.stack = stack;
        this.loader = BackendLoader.of(config);
        this.main = stack.wrap(uri(config.defaultStore()), StoreProvider::open);
        admit(main);
    }

    Layered main() {
        return main;
    }

    /**
     * The store that a reference names. Blocks, interruptibly, while stores are opened.
     *
     * @throws RefusedException if it is none of the configured ones
     * @throws StoreUnavailableException if it may be one that cannot be opened now
     */
    Layered named(StoredRef ref) throws StoreException {
        Layered known = byId.get(ref.storeId());
        if (known != null) {
            return known;
        }
        Map<String, CompletableFuture<Layered>> others = openOthers();
        Optional<Layered> found = await(first(ref.storeId(), others), ref);
        if (found.isPresent()) {
            return found.get();
        }
        throw refusal(ref, others);
    }

    private synchronized Map<String, CompletableFuture<Layered>> openOthers()
            throws StoreException {
        if (closed) {
            throw new StoreUnavailableException("The stores were closed");
        }
        for (String name : config.stores().keySet()) {
            if (!name.equals(config.defaultStore()) && !byName.containsKey(name)) {
                CompletableFuture<Layered> opening = new CompletableFuture<>();
                byName.put(name, opening);
                try {
                    threads.execute(() -> open(name, opening));
                } catch (RuntimeException | Error e) {
                    fail(name, opening, e);
                }
            }
        }
        return new TreeMap<>(byName);
    }

    private void open(String name, CompletableFuture<Layered> opening) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Layered opened = stack.wrap(uri(name), StoreProvider::openExisting);
            if (!admit(opened)) {
                opened.store().close();
                throw new StoreUnavailableException("The stores were closed meanwhile");
            }
            opening.complete(opened);
        } catch (Throwable e) {
            // Whatever it is, somebody waits for it.
            fail(name, opening, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized boolean admit(Layered opened) {
        if (!closed) {
            open.add(opened);
            byId.putIfAbsent(opened.storeId(), opened);
        }
        return !closed;
    }

    private synchronized void fail(
            String name, CompletableFuture<Layered> opening, Throwable failure) {
        byName.remove(name, opening);
        opening.completeExceptionally(failure);
    }

    /** The first of these stores that has this id; empty once all are open, or failed. */
    private static CompletableFuture<Optional<Layered>> first(
            int storeId, Map<String, CompletableFuture<Layered>> stores) {
        CompletableFuture<Optional<Layered>> first = new CompletableFuture<>();
        CompletableFuture<?>[] looks =
                stores.values().stream()
                        .map(
                                opening ->
                                        opening.thenAccept(
                                                store -> {
                                                    if (store.storeId() == storeId) {
                                                        first.complete(Optional.of(store));
                                                    }
                                                }))
                        .toArray(CompletableFuture<?>[]::new);
        var unused =
                CompletableFuture.allOf(looks)
                        .whenComplete((all, failure) -> first.complete(Optional.empty()));
        return first;
    }

    private static Optional<Layered> await(
            CompletableFuture<Optional<Layered>> first, StoredRef ref) throws StoreException {
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for the store of " + ref, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing fails it", e);
        }
    }

    /** Why none is the store that a reference names; tells names and ids, and no places. */
    private StoreException refusal(StoredRef ref, Map<String, CompletableFuture<Layered>> others) {
        List<String> stores = new ArrayList<>();
        List<String> down = new ArrayList<>();
        Throwable cause = null;
        stores.add(config.defaultStore() + " = " + StoreIds.hex(main.storeId()));
        for (Map.Entry<String, CompletableFuture<Layered>> other : others.entrySet()) {
            try {
                stores.add(
                        other.getKey() + " = " + StoreIds.hex(other.getValue().join().storeId()));
            } catch (CompletionException e) {
                boolean empty = e.getCause() instanceof ObjectNotFoundException;
                stores.add(other.getKey() + (empty ? " (no store yet)" : " (cannot be opened)"));
                if (!empty && !(e.getCause() instanceof RefusedException)) {
                    down.add(other.getKey());
                }
                cause = empty && cause != null ? cause : e.getCause();
            }
        }
        String named =
                "The reference to "
                        + ref.id()
                        + " names the store "
                        + StoreIds.hex(ref.storeId())
                        + ", which is ";
        return down.isEmpty()
                ? new RefusedException(named + "not configured; configured are " + stores, cause)
                : new StoreUnavailableException(
                        named
                                + "none of those that are open, and may be one that cannot be"
                                + " opened now: "
                                + down
                                + " of "
                                + stores
                                + "; see the cause, and try again",
                        cause);
    }

    private URI uri(String name) throws RefusedException {
        String text = config.stores().get(name);
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException(
                    "The store '" + name + "' is configured as '" + text + "', which is not a URI",
                    e);
        }
    }

    /** Closes all of them, even where one fails, and tells the first failure. */
    @Override
    public void close() throws StoreException {
        List<Layered> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
        }
        threads.shutdownNow();
        StoreException failure = null;
        for (Layered layered : all) {
            try {
                layered.store().close();
            } catch (StoreException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
