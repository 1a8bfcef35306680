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
import io.multimodal.store.assembly.StoreStack.Layered;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.layer.StoreCounters;
import io.multimodal.store.signature.ReferenceDoor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all users of a configuration share: its stores, opened when needed, and one cache. */
final class SharedStores implements SharedResources.Resource<StoreException> {
    private final StoreConfig config;
    private final StoreStack stack;
    private final Layered main;
    private final ExternalObjects externals;
    private final ReferenceDoor door;

    /** By configured name; guarded by this. */
    private final Map<String, Layered> open = new TreeMap<>();

    private SharedStores(StoreConfig config, StoreStack stack) throws StoreException {
        this.config = config;
        this.stack = stack;
        this.door = ReferenceDoor.of(config.signatures());
        this.externals = ExternalObjects.under(config.externals().values());
        this.main = openNamed(config.defaultStore());
    }

    static SharedStores open(StoreConfig config) throws StoreException {
        StoreStack stack = StoreStack.open(config.cache());
        boolean opened = false;
        try {
            SharedStores stores = new SharedStores(config, stack);
            opened = true;
            return stores;
        } finally {
            if (!opened) {
                stack.close();
            }
        }
    }

    ObjectStore main() {
        return main.store();
    }

    StoreCounters counters() {
        return stack.counters();
    }

    ReferenceDoor door() {
        return door;
    }

    ExternalObjects externals() {
        return externals;
    }

    /** A handle on an external object; kept in a cache where its reference names its bytes. */
    ObjectHandle open(ExternalRef ref) throws StoreException {
        ObjectHandle handle = externals.open(ref);
        return ref.namesBytes() ? stack.cached(ref, handle) : handle;
    }

    /** The store that a reference names. */
    ObjectStore named(StoredRef ref) throws StoreException {
        return layered(ref).store();
    }

    /** Starts to read an object that will be wanted soon, if its store is open; does not block. */
    void prefetch(StoredRef ref) {
        if (ref.storeId() == main.store().root().storeId()) {
            stack.prefetch(main, ref);
        }
    }

    private Layered layered(StoredRef ref) throws StoreException {
        return ref.storeId() == main.store().root().storeId() ? main : search(ref);
    }

    private synchronized Layered search(StoredRef ref) throws StoreException {
        List<String> configured = new ArrayList<>();
        for (String name : new TreeMap<>(config.stores()).keySet()) {
            Layered layered = openNamed(name);
            int storeId = layered.store().root().storeId();
            if (storeId == ref.storeId()) {
                return layered;
            }
            configured.add(
                    name + " = " + StoreIds.hex(storeId) + " at " + config.stores().get(name));
        }
        throw new RefusedException(
                "The reference to "
                        + ref.id()
                        + " names the store "
                        + StoreIds.hex(ref.storeId())
                        + ", which is not configured; configured are "
                        + configured);
    }

    private synchronized Layered openNamed(String name) throws StoreException {
        Layered layered = open.get(name);
        if (layered == null) {
            layered = stack.wrap(uri(name));
            open.put(name, layered);
        }
        return layered;
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
    @Override
    public synchronized void close() throws StoreException {
        externals.close();
        StoreException failure = null;
        for (Layered layered : open.values()) {
            try {
                layered.store().close();
            } catch (StoreException e) {
                failure = failure == null ? e : failure;
            }
        }
        stack.close();
        if (failure != null) {
            throw failure;
        }
    }
}
