// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Puts the results of functions into the store. Thread-safe. */
@Public
public final class Puts {
    private Puts() {}

    /**
     * Puts bytes into the store that new objects go to. Blocks until they are durable.
     *
     * @throws IOException as {@link #await} does
     */
    public static ObjectRef put(MediaRuntime media, byte[] bytes) throws IOException {
        return await(media.stores().main().put(Payload.of(bytes)));
    }

    /**
     * The reference of an object that is being put. Blocks until the object is durable.
     *
     * @throws IOException if the put failed: the exception of the store or of the payload
     */
    public static ObjectRef await(CompletionStage<ObjectRef> put) throws IOException {
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
