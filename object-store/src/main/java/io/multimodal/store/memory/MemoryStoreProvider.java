// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.util.List;
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

    @Override
    public ObjectStore openExisting(URI uri) throws StoreException {
        ObjectStore store = NAMED.get(uri.getSchemeSpecificPart());
        if (store == null) {
            throw new ObjectNotFoundException("There is no store " + uri + " in this process");
        }
        return store;
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) {
        return List.of(
                new ProbeFinding(
                        "memory", ProbeFinding.Need.NEEDED, true, "as long as the process lives"));
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException {
        MemoryStore store =
                NAMED.computeIfAbsent(
                        uri.getSchemeSpecificPart(), name -> new MemoryStore(root, epoch));
        if (!store.root().equals(root)) {
            throw new RefusedException("There is another store " + uri + " in this process");
        }
        return store;
    }
}
