// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps objects that were read in memory, and those that were put, which are often read soon. An
 * object larger than a sixteenth of the cache, or than 8 MiB, passes by, and so does one that is
 * put without telling its length. What a caller gets is its own copy.
 */
public final class CachingStore extends ForwardingStore {
    private final ObjectCache cache;

    public CachingStore(ObjectStore inner, ObjectCache cache) {
        super(inner);
        this.cache = cache;
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        OptionalLong length = payload.expectedBytes();
        if (length.isEmpty() || !cache.admits(length.getAsLong())) {
            return super.put(payload);
        }
        TeePayload overheard = new TeePayload(payload, (int) length.getAsLong());
        return super.put(overheard)
                .thenApply(
                        ref -> {
                            if (ref instanceof StoredRef stored) {
                                overheard
                                        .content()
                                        .filter(bytes -> bytes.length == stored.length())
                                        .ifPresent(bytes -> cache.keep(stored, bytes));
                            }
                            return ref;
                        });
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return cache.around(ref, inner().open(ref));
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        int copies = inner().erase(id);
        cache.forget(root().storeId(), Set.of(id));
        return copies;
    }

    @Override
    public String toString() {
        return "Caching(" + (cache.capacityBytes() >> 20) + " MiB, " + inner() + ")";
    }
}
