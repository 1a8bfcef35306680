// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The answers to the requests of a probe, each sent once. Blocks. */
final class Settled {
    private final S3Location location;

    Settled(S3Location location) {
        this.location = location;
    }

    /** What a request answers; what the server refuses is an {@link S3Failure}. */
    <T> T answer(CompletableFuture<T> request) throws S3Failure, StoreException {
        try {
            return request.get();
        } catch (InterruptedException e) {
            request.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for " + location, e);
        } catch (ExecutionException e) {
            if (S3Errors.cause(e) instanceof S3Failure failure) {
                throw failure;
            }
            throw S3Errors.of("try out", "the server", location, e);
        }
    }

    /** What a request answers that a server cannot refuse. */
    <T> T expected(String action, String key, CompletableFuture<T> request) throws StoreException {
        try {
            return answer(request);
        } catch (S3Failure e) {
            throw S3Errors.of(action, key, location, e);
        }
    }

    StoreException error(String key, S3Failure failure) {
        return S3Errors.of("try out", key, location, failure);
    }
}
