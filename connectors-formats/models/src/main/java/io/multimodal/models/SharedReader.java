// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.ImageReader;
import io.multimodal.media.OpenMedia;
import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.types.MultimodalConfig;
import java.util.HashMap;
import java.util.Map;
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
    private static final Map<MultimodalConfig, SharedReader> IN_USE = new HashMap<>();

    private final MultimodalConfig config;
    private final OpenMedia media;
    private final ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight =
            new ConcurrentHashMap<>();
    private int users;

    private SharedReader(MultimodalConfig config) throws StoreException {
        this.config = config;
        this.media = OpenMedia.acquire(config);
    }

    /** The reader of this configuration. Each call needs one of {@link #close}. */
    static SharedReader acquire(MultimodalConfig config) throws StoreException {
        synchronized (IN_USE) {
            SharedReader shared = IN_USE.get(config);
            if (shared == null) {
                shared = new SharedReader(config);
                IN_USE.put(config, shared);
            }
            shared.users++;
            return shared;
        }
    }

    /** How many configurations this process has readers for now. */
    static int inUse() {
        synchronized (IN_USE) {
            return IN_USE.size();
        }
    }

    ImageReader images() {
        return media.images();
    }

    /** Predictions that are being computed, so that equal pictures in flight are computed once. */
    ConcurrentMap<ContentId, CompletableFuture<RowData>> inFlight() {
        return inFlight;
    }

    OpenStores stores() {
        return media.stores();
    }

    @Override
    public void close() throws StoreException {
        synchronized (IN_USE) {
            if (--users == 0) {
                IN_USE.remove(config);
                media.close();
            }
        }
    }
}
