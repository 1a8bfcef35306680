// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.util.List;

/** Stores that a job brings: each is a new one, so that nobody shares one by its URI. */
public final class JobStoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "job";
    }

    @Override
    public ObjectStore open(URI uri) {
        return new MemoryStore();
    }

    @Override
    public ObjectStore openExisting(URI uri) {
        return open(uri);
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) {
        return new MemoryStore(root);
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) {
        return List.of();
    }
}
