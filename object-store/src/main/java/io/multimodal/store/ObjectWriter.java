// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import java.util.concurrent.CompletionStage;

/**
 * Writes objects to a store. Thread-safe; many puts may be in flight, so that one sync serves all.
 */
@Public
public interface ObjectWriter {
    /**
     * Makes an object durable and returns its reference. Content that the store already has is not
     * written again and has the same reference.
     *
     * <p>The stage completes when the object is durable, with an {@link InlineRef} or a {@link
     * io.multimodal.store.ref.StoredRef}; or exceptionally with a {@link StoreException}, or an
     * {@link java.io.IOException} of the payload itself (bad input and bad storage are different
     * errors). The calling thread may block while it reads the payload. Actions that depend on the
     * stage may run on a thread of the store and must not block.
     */
    CompletionStage<ObjectRef> put(Payload payload);
}
