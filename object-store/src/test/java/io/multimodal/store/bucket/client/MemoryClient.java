// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client of a {@link MemoryBucket}; once it is closed, it refuses. */
final class MemoryClient implements BlobClient {
    private final MemoryBucket bucket;
    private volatile boolean closed;

    MemoryClient(MemoryBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        return sent(() -> null).thenCompose(none -> bucket.put(key, content, sha256, ifAbsent));
    }

    @Override
    public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
        return sent(() -> bucket.get(key, offset, length));
    }

    @Override
    public CompletableFuture<Optional<Head>> head(String key) {
        return sent(() -> bucket.head(key));
    }

    @Override
    public CompletableFuture<Page> list(String prefix, String after) {
        return sent(() -> bucket.page(prefix, after));
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        return sent(
                () -> {
                    bucket.delete(key);
                    return null;
                });
    }

    @Override
    public boolean checksPuts(String scratch) {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    private <T> CompletableFuture<T> sent(Request<T> request) {
        try {
            if (closed) {
                throw new RefusedException("The client was closed");
            }
            return CompletableFuture.completedFuture(request.send());
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Request<T> {
        T send() throws StoreException;
    }
}
