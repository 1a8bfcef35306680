// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for objects that are being put. Thread-safe. */
@Public
public final class Puts {
    private Puts() {}

    /**
     * The result of a put, or of what follows a put. Blocks until the object is durable.
     *
     * @param put as {@link ObjectWriter#put} returns it
     * @return its result, usually the reference of the object
     * @throws IOException if the put failed: the exception of the store or of the payload
     */
    public static <T> T await(CompletionStage<T> put) throws IOException {
        try {
            return put.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
