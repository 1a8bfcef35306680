// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens {@code memory:name}: one store for each name, as long as the process lives. */
public final class MemoryStoreProvider implements StoreProvider {
    private static final Map<String, MemoryStore> NAMED = new ConcurrentHashMap<>();

    @Override
    public String scheme() {
        return "memory";
    }

    @Override
    public ObjectStore open(URI uri) {
        return NAMED.computeIfAbsent(uri.getSchemeSpecificPart(), name -> new MemoryStore());
    }
}
