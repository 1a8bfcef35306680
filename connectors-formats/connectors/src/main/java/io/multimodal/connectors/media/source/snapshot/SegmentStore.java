// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.store.ref.ObjectRef;
import java.io.Closeable;
import java.io.IOException;

/** Keeps the objects of a snapshot. Used by one thread. */
public interface SegmentStore extends Closeable {
    /** Puts an object; blocks until it is durable. */
    ObjectRef put(byte[] bytes) throws IOException;

    /** All bytes of an object; blocks. */
    byte[] get(ObjectRef ref) throws IOException;

    @Override
    default void close() throws IOException {}
}
