// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.internal.RangeTrees;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.VerifiedHandle;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A store that lives as long as its Java object, in one epoch. Objects have at most 2 GiB. Reads
 * are verified like those of any store. Closing it drops nothing.
 */
public final class MemoryStore implements ObjectStore {
    private final StoreRoot root;
    private final long epoch;
    private final RangeTrees trees = new RangeTrees();
    private final Map<ContentId, byte[]> objects = new ConcurrentHashMap<>();
    private final Set<ContentId> erased = ConcurrentHashMap.newKeySet();
    private final RecordStore records = new MemoryRecords();
    private final ControlDocuments control = new MemoryControl();

    /** An empty store with a random id and the default inline threshold. */
    public MemoryStore() {
        this(
                new StoreRoot(
                        ThreadLocalRandom.current().nextInt(),
                        StoreRoot.DEFAULT_INLINE_THRESHOLD_BYTES));
    }

    /** An empty store with this id and threshold. */
    public MemoryStore(StoreRoot root) {
        this(root, 1);
    }

    /** An empty store with this id and threshold, in this epoch. */
    MemoryStore(StoreRoot root, long epoch) {
        this.root = root;
        this.epoch = epoch;
    }

    @Override
    public StoreRoot root() {
        return root;
    }

    @Override
    public long presentEpoch() {
        return epoch;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public ControlDocuments control() {
        return control;
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        try (InputStream in = payload.open()) {
            byte[] bytes = in.readAllBytes();
            return CompletableFuture.completedFuture(
                    bytes.length <= root.inlineThresholdBytes()
                            ? new InlineRef(bytes)
                            : keep(bytes));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private StoredRef keep(byte[] bytes) {
        ContentId id = ContentId.hash(bytes);
        objects.putIfAbsent(id, bytes);
        return new StoredRef(root.storeId(), id, bytes.length, treeRoot(bytes));
    }

    private static Optional<ContentId> treeRoot(byte[] bytes) {
        if (!RangeTree.covers(bytes.length)) {
            return Optional.empty();
        }
        RangeTree.Builder builder = new RangeTree.Builder();
        builder.update(bytes, 0, bytes.length);
        return Optional.of(builder.build().root());
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        StoreIds.check(ref, root, toString());
        return new VerifiedHandle(ref, this::find, trees);
    }

    private RawObject find(StoredRef ref) throws StoreException {
        byte[] bytes = objects.get(ref.id());
        if (bytes == null && erased.contains(ref.id())) {
            throw new ObjectErasedException("The object " + ref.id() + " was erased from " + this);
        }
        if (bytes == null) {
            throw new ObjectNotFoundException("The object " + ref.id() + " is not in " + this);
        }
        return new MemoryObject(toString(), bytes);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) {
        Set<ContentId> missing = new HashSet<>(ids);
        missing.removeAll(objects.keySet());
        return missing;
    }

    @Override
    public Stream<ObjectSummary> list() {
        return objects.entrySet().stream().map(entry -> summary(entry.getKey(), entry.getValue()));
    }

    @Override
    public List<String> auditParts() {
        return List.of("objects");
    }

    @Override
    public Stream<AuditedObject> audit(String part) {
        return objects.entrySet().stream()
                .map(
                        entry ->
                                CopyAudit.of(
                                        summary(entry.getKey(), entry.getValue()),
                                        new MemoryObject(toString(), entry.getValue())));
    }

    private ObjectSummary summary(ContentId id, byte[] bytes) {
        return new ObjectSummary(id, bytes.length, epoch, id.hex(), treeRoot(bytes));
    }

    @Override
    public int erase(ContentId id) {
        erased.add(id);
        return objects.remove(id) == null ? 0 : 1;
    }

    @Override
    public Stream<ContentId> erasures() {
        return Set.copyOf(erased).stream();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Memory(" + StoreIds.hex(root.storeId()) + ")";
    }
}
