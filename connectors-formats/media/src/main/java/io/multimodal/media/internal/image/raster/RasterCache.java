// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decoded images that may be wanted again, bounded by bytes. Whoever gets one holds it, so that an
 * eviction frees its memory only when the last user is done. None is found for longer than a
 * minute, since the object may have been erased. Several who want the same image at once wait for
 * one decoder. Thread-safe.
 */
public final class RasterCache implements AutoCloseable {
    /** An image at 1/2^shift of its size. */
    public record Key(ObjectRef source, int shift) {}

    /** Decodes what the cache does not have. */
    @FunctionalInterface
    public interface Loader {
        Raster load() throws IOException;
    }

    /** Those of all readers of the process, which keep no more together than any may alone. */
    private static final Set<RasterCache> OPEN = ConcurrentHashMap.newKeySet();

    private static final AtomicLong KEPT_BYTES = new AtomicLong();

    private final Cache<Key, Raster> rasters;
    private final AtomicLong keptBytes = new AtomicLong();
    private final Map<Key, CompletableFuture<Raster>> loading = new ConcurrentHashMap<>();
    private final long maxBytes;
    private volatile boolean closed;

    public RasterCache(long maxBytes) {
        this.maxBytes = maxBytes;
        rasters =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .expireAfterWrite(ErasureAwareStore.REACH)
                        .weigher(
                                (Key key, Raster raster) ->
                                        (int) Math.min(Integer.MAX_VALUE, raster.bytes()))
                        .removalListener(
                                (Key key, Raster raster, RemovalCause cause) -> {
                                    if (raster != null) {
                                        count(-raster.bytes());
                                        raster.close();
                                    }
                                })
                        .executor(Runnable::run)
                        .build();
        OPEN.add(this);
    }

    private void count(long bytes) {
        keptBytes.addAndGet(bytes);
        KEPT_BYTES.addAndGet(bytes);
    }

    /** Whoever keeps most gives up what was not used for longest, until all keep little enough. */
    private static void shrinkTo(long maxBytes) {
        boolean more = true;
        while (more && KEPT_BYTES.get() > maxBytes) {
            more =
                    OPEN.stream()
                            .max(Comparator.comparingLong(cache -> cache.keptBytes.get()))
                            .map(RasterCache::evictOne)
                            .orElse(false);
        }
    }

    private boolean evictOne() {
        Set<Key> coldest =
                rasters.policy().eviction().map(by -> by.coldest(1).keySet()).orElse(Set.of());
        coldest.forEach(rasters::invalidate);
        return !coldest.isEmpty();
    }

    /**
     * The maximum number of bytes that it keeps; larger images are returned to the caller and not
     * kept.
     */
    public long maxBytes() {
        return maxBytes;
    }

    /** The image if it is there, held for the caller; else null. */
    public Raster peek(Key key) {
        Raster raster = rasters.getIfPresent(key);
        return raster != null && raster.retain() ? raster : null;
    }

    /** The image, held for the caller. Blocks while it is decoded, here or by another thread. */
    public Raster get(Key key, Loader loader) throws IOException {
        while (true) {
            if (closed) {
                throw new IllegalStateException("The reader of images is closed");
            }
            Raster raster = peek(key);
            if (raster != null) {
                return raster;
            }
            CompletableFuture<Raster> mine = new CompletableFuture<>();
            CompletableFuture<Raster> other = loading.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, loader, mine);
            }
            raster = follow(other);
            if (raster != null) {
                return raster;
            }
        }
    }

    private Raster lead(Key key, Loader loader, CompletableFuture<Raster> mine) throws IOException {
        try {
            Raster raster = peek(key);
            if (raster == null) {
                raster = loader.load();
                raster.retain();
                count(raster.bytes());
                rasters.put(key, raster);
                shrinkTo(maxBytes);
                if (closed) {
                    rasters.invalidateAll();
                }
            }
            mine.complete(raster);
            return raster;
        } catch (IOException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(key, mine);
        }
    }

    /** What another thread decodes; null where it was freed again or its thread interrupted. */
    private static Raster follow(CompletableFuture<Raster> other) throws IOException {
        try {
            Raster raster = other.get();
            return raster.retain() ? raster : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while waiting for a decoder");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedIOException) {
                return null;
            }
            if (e.getCause() instanceof IOException failure) {
                throw Failures.again(failure);
            }
            throw new IllegalStateException("Another thread failed to decode", e.getCause());
        }
    }

    /** Frees unused images now, and the others when their users release them. */
    @Override
    public void close() {
        closed = true;
        OPEN.remove(this);
        rasters.invalidateAll();
    }
}
