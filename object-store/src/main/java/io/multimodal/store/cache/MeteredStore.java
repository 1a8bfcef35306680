// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.cache.StoreMetrics.Operation;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Counts what passes. A stream counts as one read of the whole object when it is opened. */
public final class MeteredStore extends ForwardingStore {
    private final StoreMetrics metrics;

    public MeteredStore(ObjectStore inner, StoreMetrics metrics) {
        super(inner);
        this.metrics = metrics;
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return new MeteredHandle(inner().open(ref));
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        long start = System.nanoTime();
        return inner().put(payload)
                .whenComplete(
                        (ref, failure) ->
                                metrics.report(
                                        Operation.PUT,
                                        failure == null ? ref.sizeBytes().orElse(0) : 0,
                                        System.nanoTime() - start,
                                        failure != null));
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        return metered(Operation.PROBE, 0, () -> inner().findMissing(ids));
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids, long fromEpoch) throws StoreException {
        return metered(Operation.PROBE, 0, () -> inner().findMissing(ids, fromEpoch));
    }

    @Override
    public String toString() {
        return "Metered(" + inner() + ")";
    }

    private <T> T metered(Operation operation, long bytes, Call<T> call) throws StoreException {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            T result = call.run();
            failed = false;
            return result;
        } finally {
            metrics.report(operation, failed ? 0 : bytes, System.nanoTime() - start, failed);
        }
    }

    private interface Call<T> {
        T run() throws StoreException;
    }

    private final class MeteredHandle implements ObjectHandle {
        private final ObjectHandle handle;

        MeteredHandle(ObjectHandle handle) {
            this.handle = handle;
        }

        @Override
        public long sizeBytes() {
            return handle.sizeBytes();
        }

        @Override
        public byte[] read(long offset, int length) throws StoreException {
            return metered(Operation.READ, length, () -> handle.read(offset, length));
        }

        @Override
        public InputStream stream() throws StoreException {
            return metered(Operation.READ, handle.sizeBytes(), handle::stream);
        }
    }
}
