// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

/**
 * All roles at once: what a {@link StoreLayer} decorates and {@code Stores} assembles. A store's
 * text form shows the stack: {@code Caching(64 MiB, Verifying(Local(/data/media)))}.
 */
public interface ObjectStore
        extends ObjectReader,
                ObjectWriter,
                ObjectProbe,
                ObjectLister,
                ObjectAuditor,
                ObjectEraser,
                AutoCloseable {
    /** The id and the fixed settings of this store. */
    StoreRoot root();

    /** The epoch that is published in, at most some seconds old. May block. */
    long presentEpoch() throws StoreException;

    /** The records beside the objects. */
    RecordStore records();

    /** Waits for puts in flight and gives threads and connections back. Idempotent. */
    @Override
    void close() throws StoreException;
}
