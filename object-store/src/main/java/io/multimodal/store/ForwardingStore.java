// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The base of decorators. It forwards every call, so that a decorator overrides what it changes and
 * no call bypasses it. A decorator owns the inner store and closes it. Thread-safe, as the inner
 * store is.
 */
@Public
public abstract class ForwardingStore implements ObjectStore {
    private final ObjectStore inner;

    /** Wraps a store, which this decorator closes. */
    protected ForwardingStore(ObjectStore inner) {
        this.inner = inner;
    }

    /** The store that this decorator wraps. */
    protected final ObjectStore inner() {
        return inner;
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return inner.open(ref);
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        return inner.put(payload);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        return inner.findMissing(ids);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids, long fromEpoch) throws StoreException {
        return inner.findMissing(ids, fromEpoch);
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        return inner.list();
    }

    @Override
    public List<String> auditParts() throws StoreException {
        return inner.auditParts();
    }

    @Override
    public Stream<AuditedObject> audit(String part) throws StoreException {
        return inner.audit(part);
    }

    @Override
    public List<Leftover> leftovers() throws StoreException {
        return inner.leftovers();
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        return inner.erase(id);
    }

    @Override
    public Stream<ContentId> erasures() throws StoreException {
        return inner.erasures();
    }

    @Override
    public URI presign(StoredRef ref, Duration expires) throws StoreException {
        return inner.presign(ref, expires);
    }

    @Override
    public Optional<ObjectPlace> place(StoredRef ref) throws StoreException {
        return inner.place(ref);
    }

    @Override
    public StoreRoot root() {
        return inner.root();
    }

    @Override
    public long presentEpoch() throws StoreException {
        return inner.presentEpoch();
    }

    @Override
    public RecordStore records() {
        return inner.records();
    }

    @Override
    public ControlDocuments control() throws StoreException {
        return inner.control();
    }

    @Override
    public EpochReclaimer reclaimer() throws StoreException {
        return inner.reclaimer();
    }

    @Override
    public boolean keeps(ContentId id) throws StoreException {
        return inner.keeps(id);
    }

    @Override
    public Optional<ServerRequests> requests() {
        return inner.requests();
    }

    @Override
    public void close() throws StoreException {
        inner.close();
    }

    /** The name of the decorator around the text form of the inner store. */
    @Override
    public abstract String toString();
}
