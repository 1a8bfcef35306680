// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.ImageReader;
import io.multimodal.media.OpenMedia;
import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.store.assembly.SharedResources;
import io.multimodal.types.MultimodalConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.table.data.RowData;

/**
 * What all models of a process with the same configuration share. The picture reader they share
 * with functions and sources, too, so that a picture that one has decoded is still there for the
 * crops that the next one reads, and all decode within one budget.
 */
final class SharedReader implements AutoCloseable {
    private static final SharedResources<MultimodalConfig, Shared, StoreException> IN_USE =
            new SharedResources<>("a reader of images", StoreUnavailableException::new);

    private final SharedResources<MultimodalConfig, Shared, StoreException>.Lease lease;
    private final Shared shared;

    private SharedReader(MultimodalConfig config) throws StoreException {
        this.lease = IN_USE.acquire(config, () -> new Shared(OpenMedia.acquire(config)));
        this.shared = lease.resource();
    }

    /** The reader of this configuration. Each call needs one of {@link #close}. Blocks. */
    static SharedReader acquire(MultimodalConfig config) throws StoreException {
        return new SharedReader(config);
    }

    /** How many configurations this process has readers for now. */
    static int inUse() {
        return IN_USE.size();
    }

    ImageReader images() {
        return shared.media.images();
    }

    /** Predictions that are being computed, so that equal pictures in flight are computed once. */
    ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight() {
        return shared.inFlight;
    }

    OpenStores stores() {
        return shared.media.stores();
    }

    /** Gives it up; the last user closes it. Idempotent. */
    @Override
    public void close() throws StoreException {
        lease.close();
    }

    private static final class Shared implements SharedResources.Resource<StoreException> {
        private final OpenMedia media;
        private final ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight =
                new ConcurrentHashMap<>();

        Shared(OpenMedia media) {
            this.media = media;
        }

        @Override
        public void close() throws StoreException {
            media.close();
        }
    }
}
