// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.StoredRef;
import java.net.URI;
import java.time.Duration;

/**
 * All roles at once: what a {@link StoreDecorator} decorates and {@code Stores} assembles. A
 * store's text form shows the stack: {@code Caching(64 MiB, Verifying(Local(/data/media)))}.
 */
@Public
public interface ObjectStore
        extends ObjectReader,
                ObjectWriter,
                ObjectProbe,
                ObjectLister,
                ObjectAuditor,
                ObjectEraser,
                ObjectPresigner,
                AutoCloseable {
    /** The id and the fixed settings of this store. */
    StoreRoot root();

    /** The epoch that is published in, at most some seconds old. May block. */
    long presentEpoch() throws StoreException;

    /** The records beside the objects. */
    RecordStore records();

    /** Refuses: only a server can give an object to others. A store in a bucket does. */
    @Override
    default URI presign(StoredRef ref, Duration expires) throws StoreException {
        throw new RefusedException(
                "The store "
                        + this
                        + " has no URLs to give, since no server stands before it; write the object"
                        + " to a file with get, or copy the store to a bucket");
    }

    /** Waits for puts in flight and gives threads and connections back. Idempotent. */
    @Override
    void close() throws StoreException;
}
