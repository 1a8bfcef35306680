// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.multimodal.media.internal.Failures;
import io.multimodal.store.ObjectRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Decoded pictures that may be wanted again, bounded by bytes. Whoever gets one holds it, so that
 * an eviction frees its memory only when the last user is done. Several who want the same picture
 * at once wait for one decoder. Thread-safe.
 */
final class RasterCache implements AutoCloseable {
    /** A picture at 1/2^shift of its size. */
    record Key(ObjectRef source, int shift) {}

    /** Decodes what the cache does not have. */
    @FunctionalInterface
    interface Loader {
        Raster load() throws IOException;
    }

    private final Cache<Key, Raster> rasters;
    private final Map<Key, CompletableFuture<Raster>> loading = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RasterCache(long maxBytes) {
        rasters =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .weigher(
                                (Key key, Raster raster) ->
                                        (int) Math.min(Integer.MAX_VALUE, raster.bytes()))
                        .removalListener(
                                (Key key, Raster raster, RemovalCause cause) -> {
                                    if (raster != null) {
                                        raster.close();
                                    }
                                })
                        .executor(Runnable::run)
                        .build();
    }

    /** The picture if it is there, held for the caller; else null. */
    Raster peek(Key key) {
        Raster raster = rasters.getIfPresent(key);
        return raster != null && raster.retain() ? raster : null;
    }

    /** The picture, held for the caller. Blocks while it is decoded, here or by another thread. */
    Raster get(Key key, Loader loader) throws IOException {
        while (true) {
            if (closed) {
                throw new IllegalStateException("The reader of pictures is closed");
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
                rasters.put(key, raster);
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

    /** Frees what nobody uses, and the rest when its users are done. */
    @Override
    public void close() {
        closed = true;
        rasters.invalidateAll();
    }
}
