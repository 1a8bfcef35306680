// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.util.Set;

/**
 * Keeps what was read from a store that is far away on a disk that is near: objects of at most 8
 * MiB whole, larger ones by the segments of their range tree, so that a video of which a second was
 * wanted costs a second. A stream over more than a sixteenth of the cache passes by.
 */
public final class DiskCachingStore extends ForwardingStore {
    private final DiskCache cache;

    /**
     * @param cache shared; its opener closes it
     */
    public DiskCachingStore(ObjectStore inner, DiskCache cache) {
        super(inner);
        this.cache = cache;
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return new BlockHandle(ref, inner().open(ref), cache);
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        int copies = inner().erase(id);
        cache.forget(root().storeId(), Set.of(id));
        return copies;
    }

    @Override
    public String toString() {
        return "DiskCaching(" + cache + ", " + inner() + ")";
    }
}
