// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.cache.CachingStore;
import io.multimodal.store.cache.DiskCache;
import io.multimodal.store.cache.DiskCachingStore;
import io.multimodal.store.cache.ErasableCache;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.cache.MeteredStore;
import io.multimodal.store.cache.ObjectCache;
import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers around every store of a process: memory, then disk where reading crosses a network,
 * then counters, then the backend; and around them what keeps the two caches from holding what was
 * erased.
 */
final class StoreStack implements AutoCloseable {
    private final ObjectCache memory;
    private final Optional<DiskCache> disk;
    private final StoreCounters counters = new StoreCounters();
    private final Prefetcher prefetcher;

    private StoreStack(CacheConfig config, Optional<DiskCache> disk) {
        long bytes = config.memoryBytes(Runtime.getRuntime().maxMemory());
        this.memory = new ObjectCache(bytes);
        this.disk = disk;
        this.prefetcher = new Prefetcher(bytes);
    }

    static StoreStack open(CacheConfig config) throws StoreException {
        return new StoreStack(
                config,
                config.usesDisk()
                        ? Optional.of(DiskCache.open(Path.of(config.folder()), config.diskBytes()))
                        : Optional.empty());
    }

    StoreCounters counters() {
        return counters;
    }

    /** The store at this place inside the layers. Blocks. */
    Layered wrap(URI uri, Opening opening) throws StoreException {
        StoreProvider provider = Stores.provider(uri);
        ObjectStore bare = new MeteredStore(opening.open(provider, uri), counters);
        boolean wrapped = false;
        try {
            ObjectStore store = cached(bare, provider.isRemote());
            wrapped = true;
            return new Layered(store, bare.root().storeId(), provider.isRemote());
        } finally {
            if (!wrapped) {
                bare.close();
            }
        }
    }

    private ObjectStore cached(ObjectStore bare, boolean remote) {
        ObjectStore store = bare;
        List<ErasableCache> caches = new ArrayList<>();
        if (remote && disk.isPresent()) {
            store = new DiskCachingStore(store, disk.get());
            caches.add(disk.get());
        }
        if (memory.capacityBytes() > 0) {
            store = new CachingStore(store, memory);
            caches.add(memory);
        }
        return caches.isEmpty() ? store : new ErasureAwareStore(store, bare, caches);
    }

    /** An external object of which its reference names the bytes, kept in memory. */
    ObjectHandle cached(ExternalRef ref, ObjectHandle handle) throws StoreException {
        return memory.capacityBytes() > 0 ? memory.around(ref, handle) : handle;
    }

    /** Starts to read an object that will be wanted soon. */
    void prefetch(Layered store, StoredRef ref) {
        if (store.remote() && memory.admits(ref.length())) {
            prefetcher.prefetch(store.store(), ref);
        }
    }

    @Override
    public void close() {
        prefetcher.close();
        disk.ifPresent(DiskCache::close);
    }

    /**
     * A store inside its layers.
     *
     * @param storeId its id
     * @param remote whether reading crosses a network
     */
    record Layered(ObjectStore store, int storeId, boolean remote) {}

    /** Opens a store by its backend. */
    interface Opening {
        ObjectStore open(StoreProvider provider, URI uri) throws StoreException;
    }
}
