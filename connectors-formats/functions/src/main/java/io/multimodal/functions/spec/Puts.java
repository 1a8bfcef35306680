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

/** New objects. */
@Public
public final class Puts {
    private Puts() {}

    /** Puts bytes into the store that new objects go to. Blocks until they are durable. */
    public static ObjectRef put(MediaRuntime media, byte[] bytes) throws IOException {
        return await(media.stores().main().put(Payload.of(bytes)));
    }

    /** The reference to what is being put. Blocks until it is durable. */
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
