// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.SingleFlight;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.util.Set;

/**
 * Verified objects in memory, up to a number of bytes; several stores may share one. Objects are
 * found by whole references, which say all that their bytes were verified against: two stores, or
 * two range trees, share nothing. An object is loaded once however many ask for it, and a failed
 * load is not remembered. Thread-safe.
 */
public final class ObjectCache implements ErasableCache {
    /** An object larger than this part of the cache would push too much out. */
    private static final int LARGEST_PART = 16;

    /** What an entry costs beside the object's bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private final long capacityBytes;
    private final Cache<ObjectRef, byte[]> objects;
    private final SingleFlight<ObjectRef, byte[]> loading = new SingleFlight<>();

    /**
     * @param capacityBytes how many bytes of objects to keep at most
     */
    public ObjectCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
        this.objects =
                Caffeine.newBuilder()
                        .maximumWeight(capacityBytes)
                        .<ObjectRef, byte[]>weigher((ref, bytes) -> OVERHEAD_BYTES + bytes.length)
                        .executor(Runnable::run)
                        .build();
    }

    /** How many bytes it keeps at most. */
    public long capacityBytes() {
        return capacityBytes;
    }

    /**
     * A handle on the same object that reads through this cache, where the object is small enough;
     * else the handle itself.
     *
     * @param ref what names the object's bytes for good: a stored reference, or an external one
     *     with a validator
     * @param handle reads it; every byte that it gives was verified
     */
    public ObjectHandle around(ObjectRef ref, ObjectHandle handle) {
        return admits(handle.sizeBytes()) ? new CachedHandle(this, ref, handle) : handle;
    }

    /** Whether objects of this length are kept. */
    public boolean admits(long length) {
        return length <= Math.min(capacityBytes / LARGEST_PART, RangeTree.THRESHOLD_BYTES);
    }

    /** The object, which the first caller loads. The array belongs to the cache. */
    byte[] load(ObjectRef ref, Load load) throws StoreException {
        byte[] known = objects.getIfPresent(ref);
        return known != null ? known : loading.get(ref, () -> loadNow(ref, load));
    }

    /** Takes what a reference was just made for; the array becomes the cache's own. */
    void keep(ObjectRef ref, byte[] bytes) {
        objects.put(ref, bytes);
    }

    @Override
    public boolean mayHold(int storeId) {
        return objects.asMap().keySet().stream()
                .anyMatch(ref -> ref instanceof StoredRef stored && stored.storeId() == storeId);
    }

    @Override
    public void forget(int storeId, Set<ContentId> ids) {
        objects.asMap()
                .keySet()
                .removeIf(
                        ref ->
                                ref instanceof StoredRef stored
                                        && stored.storeId() == storeId
                                        && ids.contains(stored.id()));
    }

    private byte[] loadNow(ObjectRef ref, Load load) throws StoreException {
        // Another load may have ended between the two looks.
        byte[] bytes = objects.getIfPresent(ref);
        if (bytes == null) {
            bytes = load.run();
            objects.put(ref, bytes);
        }
        return bytes;
    }

    /** Reads and verifies an object. */
    @FunctionalInterface
    interface Load {
        byte[] run() throws StoreException;
    }
}
