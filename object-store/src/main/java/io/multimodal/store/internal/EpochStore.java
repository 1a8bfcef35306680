// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.util.Set;

/** What stores share that keep their objects in epochs: the root, the records, verified reading. */
public abstract class EpochStore implements ObjectStore {
    private final StoreRoot root;
    private final Epochs epochs;
    private final RecordStore records;
    private final ControlDocuments control;
    private final WriterLease lease;
    private final RangeTrees trees = new RangeTrees();

    /**
     * A store over what is opened already.
     *
     * @param epochs were listed
     */
    protected EpochStore(
            StoreRoot root, Epochs epochs, RecordStore records, ControlDocuments control) {
        this.root = root;
        this.epochs = epochs;
        this.records = records;
        this.control = control;
        this.lease = new WriterLease(control, epochs);
    }

    @Override
    public final StoreRoot root() {
        return root;
    }

    @Override
    public final long presentEpoch() throws StoreException {
        return epochs.present();
    }

    /** The lease is held and the epoch known in the same order as before a put. */
    @Override
    public final boolean keeps(ContentId id) throws StoreException {
        lease.hold();
        return !epochs.areLeased() || findMissing(Set.of(id), epochs.known()[0]).isEmpty();
    }

    @Override
    public final RecordStore records() {
        return records;
    }

    @Override
    public final ControlDocuments control() {
        return control;
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        StoreIds.check(ref, root, toString());
        return new VerifiedHandle(ref, this::find, trees);
    }

    /**
     * The object as it lies in the store, not verified.
     *
     * @throws ObjectErasedException if it was erased
     * @throws ObjectNotFoundException if the store does not have it
     */
    protected abstract RawObject find(StoredRef ref) throws StoreException;

    protected final Epochs epochs() {
        return epochs;
    }

    /** Held before each put, closed after the last. */
    protected final WriterLease lease() {
        return lease;
    }

    protected final RangeTrees trees() {
        return trees;
    }

    /**
     * The exception for an object that lies in no epoch.
     *
     * @param where the place of the store with its preposition
     */
    protected final StoreException absent(ContentId id, boolean erased, String where) {
        return erased
                ? new ObjectErasedException(
                        "The object " + id + " was erased from the store " + where)
                : new ObjectNotFoundException(
                        "The object %s is not in the store %s, in none of its %d epochs"
                                .formatted(id, where, epochs.known().length));
    }
}
