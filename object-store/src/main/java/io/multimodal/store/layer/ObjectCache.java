// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.layer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.RangeTree;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.StoredRef;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Verified objects in memory, up to a number of bytes; several stores may share one. An object is
 * loaded once however many ask for it, and a failed load is not remembered. Thread-safe.
 */
public final class ObjectCache {
    /** An object larger than this part of the cache would push too much out. */
    private static final int LARGEST_PART = 16;

    /** What an entry costs beside the object's bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private final long capacityBytes;
    private final Cache<ObjectRef, byte[]> objects;
    private final Map<ObjectRef, CompletableFuture<byte[]>> loading = new ConcurrentHashMap<>();

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

    /** The object, loaded by whoever asks first. The array is the cache's own. */
    byte[] load(ObjectRef ref, Load load) throws StoreException {
        byte[] known = objects.getIfPresent(ref);
        if (known != null) {
            return known;
        }
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> other = loading.putIfAbsent(ref, mine);
        return other == null ? loadInto(mine, ref, load) : await(other, ref, load);
    }

    /** Takes what a reference was just made for; the array becomes the cache's own. */
    void keep(ObjectRef ref, byte[] bytes) {
        objects.put(ref, bytes);
    }

    /** Drops an object, whichever store it came from. */
    void forget(ContentId id) {
        objects.asMap()
                .keySet()
                .removeIf(ref -> ref instanceof StoredRef stored && stored.id().equals(id));
    }

    private byte[] loadInto(CompletableFuture<byte[]> mine, ObjectRef ref, Load load)
            throws StoreException {
        try {
            // Another load may have ended between the two looks.
            byte[] bytes = objects.getIfPresent(ref);
            if (bytes == null) {
                bytes = load.run();
                objects.put(ref, bytes);
            }
            mine.complete(bytes);
            return bytes;
        } catch (StoreException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(ref, mine);
        }
    }

    private static byte[] await(CompletableFuture<byte[]> other, ObjectRef ref, Load load)
            throws StoreException {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for " + ref, e);
        } catch (ExecutionException e) {
            // The one who loaded may have been interrupted, which is no fate to share.
            return load.run();
        }
    }

    /** Reads and verifies an object. */
    @FunctionalInterface
    interface Load {
        byte[] run() throws StoreException;
    }
}
