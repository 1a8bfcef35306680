// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens {@code stalling:name} for a test: when the test says so, and as it says. What was not
 * arranged is down.
 */
public final class StallingStoreProvider implements StoreProvider {
    private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();

    /** A server under this name that answers from now on when its latch is opened. */
    public static Server server(String name) {
        Server server = new Server();
        SERVERS.put(name, server);
        return server;
    }

    @Override
    public String scheme() {
        return "stalling";
    }

    @Override
    public ObjectStore open(URI uri) throws StoreException {
        throw new AssertionError("To look for a store is no reason to make one: " + uri);
    }

    @Override
    public ObjectStore openExisting(URI uri) throws StoreException {
        Server server = SERVERS.get(uri.getSchemeSpecificPart());
        if (server == null) {
            throw new StoreUnavailableException("Nobody answers");
        }
        server.asked.incrementAndGet();
        try {
            server.answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted", e);
        }
        return server.store;
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) {
        throw new AssertionError(uri.toString());
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) {
        return List.of();
    }

    public static final class Server {
        public final MemoryStore store = new MemoryStore();
        public final CountDownLatch answers = new CountDownLatch(1);
        public final AtomicInteger asked = new AtomicInteger();
    }
}
