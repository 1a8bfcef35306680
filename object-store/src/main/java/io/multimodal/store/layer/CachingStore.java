// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.layer;

import io.multimodal.store.ContentId;
import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;

/**
 * Keeps objects that were read in memory. An object larger than a sixteenth of the cache, or than 8
 * MiB, passes by. What a caller gets is its own copy.
 */
public final class CachingStore extends ForwardingStore {
    private final ObjectCache cache;

    public CachingStore(ObjectStore inner, ObjectCache cache) {
        super(inner);
        this.cache = cache;
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return cache.around(ref, inner().open(ref));
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        int copies = inner().erase(id);
        cache.forget(id);
        return copies;
    }

    @Override
    public String toString() {
        return "Caching(" + (cache.capacityBytes() >> 20) + " MiB, " + inner() + ")";
    }
}
