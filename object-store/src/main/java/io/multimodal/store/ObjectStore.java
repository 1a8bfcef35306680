// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * All interfaces of a store in one: what a {@link ForwardingStore} decorates and {@code Stores}
 * assembles. Thread-safe. A store's text form shows its decorators: {@code Caching(64 MiB,
 * Verifying(Local(/data/media)))}.
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
    /** The id and the fixed settings of this store. Does not block. */
    StoreRoot root();

    /** The epoch that new objects are put into, at most some seconds old. May block. */
    long presentEpoch() throws StoreException;

    /** The records of this store, which are valid as long as it is open. Does not block. */
    RecordStore records();

    /**
     * The documents by which the processes of this store agree what is kept. Does not block.
     *
     * @throws RefusedException if this kind of store has none, so that nothing in it can be
     *     collected
     */
    default ControlDocuments control() throws StoreException {
        throw new RefusedException(
                "The store "
                        + this
                        + " keeps no documents of its processes, so that no job can say what it"
                        + " needs, and nothing is collected in it; use a folder or a bucket");
    }

    /**
     * Removes whole epochs. Does not block.
     *
     * @throws RefusedException if this kind of store keeps everything
     */
    default EpochReclaimer reclaimer() throws StoreException {
        throw new RefusedException("Nothing is collected in the store " + this);
    }

    /**
     * Throws a {@link io.multimodal.store.error.RefusedException}, since only a server can give an
     * object to others; stores in buckets override it.
     */
    @Override
    default URI presign(StoredRef ref, Duration expires) throws StoreException {
        throw new RefusedException(
                "The store "
                        + this
                        + " has no URLs to give, since no server stands before it; write the object"
                        + " to a file with get, or copy the store to a bucket");
    }

    /**
     * Where the bytes of an object lie as an object of their own, so that a server can copy them;
     * empty where they lie among others, or in no server. They are not verified. May block.
     */
    default Optional<ObjectPlace> place(StoredRef ref) throws StoreException {
        return Optional.empty();
    }

    /**
     * Whether a reference to this object may be given out now without a put: the roots of all jobs
     * that run keep it, as they keep what is put now. An object of an older epoch may be there, and
     * gone the next day. Blocks.
     *
     * @return false also if the object is not there; true for any object where nothing is collected
     */
    default boolean keeps(ContentId id) throws StoreException {
        return true;
    }

    /**
     * The requests that this store has sent since it was opened; empty where it has no server. Does
     * not block.
     */
    default Optional<ServerRequests> requests() {
        return Optional.empty();
    }

    /**
     * Waits for puts in flight, then closes connections and ends threads. Blocks. Idempotent. Other
     * methods must not be called afterwards.
     */
    @Override
    void close() throws StoreException;
}
