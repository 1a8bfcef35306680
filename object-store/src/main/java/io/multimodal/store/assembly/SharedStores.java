// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.assembly;

import io.multimodal.store.ExternalRef;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.layer.ObjectCache;
import io.multimodal.store.signature.ReferenceDoor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all users of a configuration share: its stores, opened when needed, and one cache. */
final class SharedStores {
    /** How many acquisitions are open; guarded by {@link OpenStores}. */
    int users;

    private final StoreConfig config;
    private final ObjectCache cache;
    private final ObjectStore main;
    private final ExternalObjects externals;
    private final ReferenceDoor door;

    /** By configured name; guarded by this. */
    private final Map<String, ObjectStore> open = new TreeMap<>();

    private SharedStores(StoreConfig config) throws StoreException {
        this.config = config;
        this.cache = new ObjectCache(config.cacheBytes());
        this.door = ReferenceDoor.of(config.signatures());
        this.externals = ExternalObjects.under(config.externals().values());
        this.main = openNamed(config.defaultStore());
    }

    static SharedStores open(StoreConfig config) throws StoreException {
        return new SharedStores(config);
    }

    ObjectStore main() {
        return main;
    }

    ReferenceDoor door() {
        return door;
    }

    ExternalObjects externals() {
        return externals;
    }

    /** A handle on an external object; its reference names its bytes if it holds a validator. */
    ObjectHandle open(ExternalRef ref) throws StoreException {
        ObjectHandle handle = externals.open(ref);
        return ref.validator().isPresent() && cache.capacityBytes() > 0
                ? cache.around(ref, handle)
                : handle;
    }

    /** The store that a reference names. */
    ObjectStore named(StoredRef ref) throws StoreException {
        return ref.storeId() == main.root().storeId() ? main : search(ref);
    }

    private synchronized ObjectStore search(StoredRef ref) throws StoreException {
        List<String> configured = new ArrayList<>();
        for (String name : new TreeMap<>(config.stores()).keySet()) {
            ObjectStore store = openNamed(name);
            if (store.root().storeId() == ref.storeId()) {
                return store;
            }
            configured.add(name + " = " + StoreIds.hex(store.root().storeId()) + " " + store);
        }
        throw new RefusedException(
                "The reference to "
                        + ref.id()
                        + " names the store "
                        + StoreIds.hex(ref.storeId())
                        + ", which is not configured; configured are "
                        + configured);
    }

    private synchronized ObjectStore openNamed(String name) throws StoreException {
        ObjectStore store = open.get(name);
        if (store == null) {
            store = Stores.open(uri(name), cache);
            open.put(name, store);
        }
        return store;
    }

    private URI uri(String name) throws RefusedException {
        String text = config.stores().get(name);
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException(
                    "The store '" + name + "' is configured as '" + text + "', which is no URI", e);
        }
    }

    /** Closes all of them, even where one fails, and tells the first failure. */
    synchronized void close() throws StoreException {
        externals.close();
        StoreException failure = null;
        for (ObjectStore store : open.values()) {
            try {
                store.close();
            } catch (StoreException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
