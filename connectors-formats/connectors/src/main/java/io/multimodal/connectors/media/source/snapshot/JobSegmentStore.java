// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** In the store that new objects of the job go to, which is opened when it is needed first. */
public final class JobSegmentStore implements SegmentStore {
    /** Far more than a segment or a piece of the index ever has. */
    private static final long MOST_BYTES = 64L << 20;

    private final StoreConfig config;
    private StoreRuntime stores;

    public JobSegmentStore(StoreConfig config) {
        this.config = config;
    }

    private StoreRuntime stores() throws IOException {
        if (stores == null) {
            stores = StoreRuntime.acquire(config);
        }
        return stores;
    }

    @Override
    public CompletableFuture<ObjectRef> put(byte[] bytes) throws IOException {
        return stores().main().put(Payload.of(bytes)).toCompletableFuture();
    }

    @Override
    public byte[] get(ObjectRef ref) throws IOException {
        return stores().read(ref, MOST_BYTES);
    }

    @Override
    public void close() throws IOException {
        if (stores != null) {
            stores.close();
        }
    }
}
