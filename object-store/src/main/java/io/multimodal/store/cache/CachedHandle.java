// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** An object that is loaded whole into a cache when a part of it is asked for. */
final class CachedHandle implements ObjectHandle {
    private final ObjectCache cache;
    private final ObjectRef ref;
    private final ObjectHandle handle;

    CachedHandle(ObjectCache cache, ObjectRef ref, ObjectHandle handle) {
        this.cache = cache;
        this.ref = ref;
        this.handle = handle;
    }

    @Override
    public long sizeBytes() {
        return handle.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes();
        Objects.checkFromIndexSize(offset, length, end);
        return Arrays.copyOfRange(whole(), (int) offset, (int) offset + length);
    }

    @Override
    public InputStream stream() throws StoreException {
        return new ByteArrayInputStream(whole());
    }

    private byte[] whole() throws StoreException {
        return cache.load(ref, () -> handle.read(0, (int) sizeBytes()));
    }
}
