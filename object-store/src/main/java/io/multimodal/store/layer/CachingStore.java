// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.layer;

import io.multimodal.store.ContentId;
import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

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
        ObjectHandle handle = inner().open(ref);
        return cache.admits(ref.length()) ? new CachedHandle(ref, handle) : handle;
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

    private final class CachedHandle implements ObjectHandle {
        private final StoredRef ref;
        private final ObjectHandle handle;

        CachedHandle(StoredRef ref, ObjectHandle handle) {
            this.ref = ref;
            this.handle = handle;
        }

        @Override
        public long sizeBytes() {
            return ref.length();
        }

        @Override
        public byte[] read(long offset, int length) throws StoreException {
            Objects.checkFromIndexSize(offset, length, ref.length());
            return Arrays.copyOfRange(whole(), (int) offset, (int) offset + length);
        }

        @Override
        public InputStream stream() throws StoreException {
            return new ByteArrayInputStream(whole());
        }

        private byte[] whole() throws StoreException {
            return cache.load(ref, () -> handle.read(0, (int) ref.length()));
        }
    }
}
