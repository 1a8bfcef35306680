// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import java.util.concurrent.CompletionStage;

/**
 * The role of whoever writes objects. Thread-safe; many puts may be in flight, so that one sync
 * serves all.
 */
@Public
public interface ObjectWriter {
    /**
     * Makes an object durable and names it. Putting what is there already is no error and gives the
     * same reference.
     *
     * <p>The stage completes when the object is durable, with an {@link InlineRef} or a {@link
     * StoredRef}; or exceptionally with a {@link StoreException}, or an {@link java.io.IOException}
     * of the payload itself (bad input and bad storage are different errors). The calling thread
     * may be used to read the payload and be blocked meanwhile. What is hung on the stage may run
     * on a thread of the store and must not block it.
     */
    CompletionStage<ObjectRef> put(Payload payload);
}
