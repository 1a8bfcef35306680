// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.runtime.SharedResources;
import io.multimodal.store.runtime.StoreKey;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.table.data.RowData;

/**
 * What all models of a process with the same configuration, stores and image formats share. The
 * image reader they share with functions and sources, too, so that an image that one has decoded is
 * still there for the crops that the next one reads, and all decode within one budget.
 */
public final class SharedReader implements AutoCloseable {
    private static final SharedResources<Key, Shared, StoreException> IN_USE =
            new SharedResources<>("a reader of images", StoreUnavailableException::new);

    private final SharedResources<Key, Shared, StoreException>.Lease lease;
    private final Shared shared;

    private SharedReader(MultimodalConfig config) throws StoreException {
        this.lease =
                IN_USE.acquire(
                        new Key(config, StoreKey.of(config.store()), ImageFormats.find()),
                        () -> new Shared(MediaRuntime.acquire(config)));
        this.shared = lease.resource();
    }

    /** The reader of this configuration. Each call needs one of {@link #close}. Blocks. */
    public static SharedReader acquire(MultimodalConfig config) throws StoreException {
        return new SharedReader(config);
    }

    /** How many configurations this process has readers for now. */
    public static int inUse() {
        return IN_USE.size();
    }

    /** The stores and readers. */
    public MediaRuntime media() {
        return shared.media;
    }

    /** Predictions that are being computed, so that equal images in flight are computed once. */
    public ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight() {
        return shared.inFlight;
    }

    StoreRuntime stores() {
        return shared.media.stores();
    }

    /** Gives it up; the last user closes it. Idempotent. */
    @Override
    public void close() throws StoreException {
        lease.close();
    }

    private record Key(MultimodalConfig config, StoreKey stores, ImageFormats formats) {}

    private static final class Shared implements SharedResources.Resource<StoreException> {
        private final MediaRuntime media;
        private final ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight =
                new ConcurrentHashMap<>();

        Shared(MediaRuntime media) {
            this.media = media;
        }

        @Override
        public void close() throws StoreException {
            media.close();
        }
    }
}
