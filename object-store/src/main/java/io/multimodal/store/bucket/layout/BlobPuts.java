// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ContentId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for puts where there is nothing else to do. */
public final class BlobPuts {
    private BlobPuts() {}

    public static byte[] sha256(byte[] content) {
        return ContentId.newDigest().digest(content);
    }

    public static <T> T await(CompletableFuture<T> put, String key) throws StoreException {
        try {
            return put.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to write " + key, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException typed) {
                throw typed;
            }
            throw new StoreUnavailableException("Cannot write " + key + ": " + e.getCause(), e);
        }
    }
}
