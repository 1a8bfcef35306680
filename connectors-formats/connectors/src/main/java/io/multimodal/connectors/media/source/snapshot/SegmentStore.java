// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.store.ref.ObjectRef;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Keeps the objects of a snapshot. Used by one thread. */
public interface SegmentStore extends Closeable {
    /**
     * Puts an object.
     *
     * @param bytes not changed afterwards
     * @return complete when the object is durable
     */
    CompletableFuture<ObjectRef> put(byte[] bytes) throws IOException;

    /** All bytes of an object; blocks. */
    byte[] get(ObjectRef ref) throws IOException;

    @Override
    default void close() throws IOException {}
}
