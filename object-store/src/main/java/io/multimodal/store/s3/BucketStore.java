// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectErasedException;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectNotFoundException;
import io.multimodal.store.ObjectPresigner;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.RangeTree;
import io.multimodal.store.RecordStore;
import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.RootFile;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.VerifiedHandle;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A store in a bucket, shared by as many machines as like. A put is acknowledged when the server
 * has the object and has checked its SHA-256; every byte read is verified here.
 */
public final class BucketStore implements ObjectStore {
    private static final int MAX_ROOT_BYTES = 4096;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final StoreRoot root;
    private final BucketEpochs epochs;
    private final BucketWriter writer;
    private final RecordStore records;

    private BucketStore(Bucket bucket, BucketLayout layout, StoreRoot root) throws StoreException {
        this.bucket = bucket;
        this.layout = layout;
        this.root = root;
        this.epochs = new BucketEpochs(bucket, layout.epochs());
        this.epochs.list();
        this.writer = new BucketWriter(root, layout, bucket, epochs);
        this.records = new BucketRecords(bucket, layout);
    }

    static BucketStore open(Bucket bucket, String prefix, int inlineThresholdBytes)
            throws StoreException {
        BucketLayout layout = new BucketLayout(prefix);
        StoreRoot fresh = new StoreRoot(new SecureRandom().nextInt(), inlineThresholdBytes);
        return new BucketStore(bucket, layout, existingOrNew(bucket, layout, fresh, 1));
    }

    static BucketStore openExisting(Bucket bucket, String prefix) throws StoreException {
        BucketLayout layout = new BucketLayout(prefix);
        StoreRoot root =
                root(bucket, layout)
                        .orElseThrow(
                                () ->
                                        new ObjectNotFoundException(
                                                "There is no store in "
                                                        + bucket
                                                        + ": it has no object 'root'; check the"
                                                        + " URI, or put something to make a"
                                                        + " store"));
        return new BucketStore(bucket, layout, root);
    }

    static BucketStore create(Bucket bucket, String prefix, StoreRoot root, long epoch)
            throws StoreException {
        BucketLayout layout = new BucketLayout(prefix);
        StoreRoot there = existingOrNew(bucket, layout, root, epoch);
        if (!there.equals(root)) {
            throw new RefusedException(
                    "The prefix holds the store "
                            + StoreIds.hex(there.storeId())
                            + " already: "
                            + bucket
                            + "; give another one");
        }
        return new BucketStore(bucket, layout, root);
    }

    private static StoreRoot existingOrNew(
            Bucket bucket, BucketLayout layout, StoreRoot fresh, long epoch) throws StoreException {
        Optional<StoreRoot> there = root(bucket, layout);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] empty = {};
        String first = layout.epochs() + epoch;
        Puts.await(bucket.put(first, empty, Puts.sha256(empty), true), first);
        byte[] text = RootFile.encode(fresh);
        Puts.await(bucket.put(layout.root(), text, Puts.sha256(text), true), layout.root());
        return root(bucket, layout).orElse(fresh);
    }

    private static Optional<StoreRoot> root(Bucket bucket, BucketLayout layout)
            throws StoreException {
        Optional<Bucket.Part> text = bucket.get(layout.root(), 0, MAX_ROOT_BYTES);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(RootFile.decode(text.get().bytes(), bucket.toString()));
    }

    @Override
    public StoreRoot root() {
        return root;
    }

    @Override
    public long presentEpoch() throws StoreException {
        return epochs.present();
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        return writer.put(payload);
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        StoreIds.check(ref, root, toString());
        return new VerifiedHandle(ref, this::find);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        Set<ContentId> missing = new HashSet<>();
        boolean listed = false;
        for (ContentId id : ids) {
            boolean there = lies(id);
            if (!there && !listed) {
                listed = true;
                there = epochs.list() && lies(id);
            }
            if (!there) {
                missing.add(id);
            }
        }
        return missing;
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        epochs.list();
        return LongStream.of(epochs.known()).boxed().flatMap(this::list);
    }

    @Override
    public Stream<AuditedObject> audit() throws StoreException {
        return list().flatMap(copy -> audit(copy).stream());
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        byte[] empty = {};
        Puts.await(
                bucket.put(layout.erased(id), empty, Puts.sha256(empty), false), layout.erased(id));
        epochs.list();
        int copies = 0;
        for (long epoch : epochs.known()) {
            if (bucket.size(layout.object(epoch, id)).isPresent()) {
                bucket.delete(layout.object(epoch, id));
                bucket.delete(layout.tree(epoch, id));
                copies++;
            }
        }
        writer.forget(id);
        return copies;
    }

    @Override
    public URI presign(StoredRef ref, Duration expires) throws StoreException {
        StoreIds.check(ref, root, toString());
        ObjectPresigner.checkedExpires(expires);
        Optional<String> key = looseKey(ref);
        if (key.isEmpty()) {
            // Says which where it lies nowhere; it may have been found in a newer epoch.
            find(ref).close();
            key = looseKey(ref);
        }
        return bucket.presign(
                key.orElseThrow(
                        () ->
                                new RefusedException(
                                        "The object "
                                                + ref.id()
                                                + " lies in a pack, and a URL would open the whole"
                                                + " pack; write it to a file with get")),
                expires);
    }

    @Override
    public void close() throws StoreException {
        try {
            writer.close();
        } finally {
            bucket.close();
        }
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    /** The key of an object that has one of its own; empty where it lies in none of its length. */
    private Optional<String> looseKey(StoredRef ref) throws StoreException {
        for (long epoch : epochs.known()) {
            String key = layout.object(epoch, ref.id());
            if (bucket.size(key).orElse(-1) == ref.length()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private boolean lies(ContentId id) throws StoreException {
        for (long epoch : epochs.known()) {
            if (bucket.size(layout.object(epoch, id)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private RawObject find(StoredRef ref) throws StoreException {
        Optional<RawObject> found = findKnown(ref);
        if (found.isEmpty() && epochs.list()) {
            found = findKnown(ref);
        }
        if (found.isPresent()) {
            return found.get();
        }
        if (bucket.size(layout.erased(ref.id())).isPresent()) {
            throw new ObjectErasedException(
                    "The object " + ref.id() + " was erased from the store in " + bucket);
        }
        throw new ObjectNotFoundException(
                "The object "
                        + ref.id()
                        + " is not in the store in "
                        + bucket
                        + ", in none of its "
                        + epochs.known().length
                        + " epochs");
    }

    private Optional<RawObject> findKnown(StoredRef ref) throws StoreException {
        boolean large = ref.treeRoot().isPresent();
        // Of a large object one byte is asked for, which says that it is there and how long it is.
        int first = large ? 1 : (int) Math.max(1, ref.length());
        long treeBytes = large ? RangeTree.encodedBytes(ref.length()) : 0;
        for (long epoch : epochs.known()) {
            String key = layout.object(epoch, ref.id());
            Optional<Bucket.Part> part = bucket.get(key, 0, first);
            if (part.isPresent()) {
                String tree = layout.tree(epoch, ref.id());
                return Optional.of(new BucketObject(bucket, key, tree, treeBytes, part.get()));
            }
        }
        return Optional.empty();
    }

    private Stream<ObjectSummary> list(long epoch) {
        String prefix = layout.objects(epoch);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                bucket.list(prefix), Spliterator.ORDERED),
                        false)
                .filter(item -> item.key().substring(prefix.length()).matches("[0-9a-f]{64}"))
                .map(item -> summary(epoch, item));
    }

    private ObjectSummary summary(long epoch, Bucket.Item item) {
        ContentId id = ContentId.ofHex(item.key().substring(item.key().lastIndexOf('/') + 1));
        return new ObjectSummary(
                id,
                item.sizeBytes(),
                epoch,
                layout.place(item.key()),
                treeRoot(epoch, id, item.sizeBytes()));
    }

    private Optional<ContentId> treeRoot(long epoch, ContentId id, long size) {
        if (!RangeTree.covers(size)) {
            return Optional.empty();
        }
        try {
            int bytes = (int) RangeTree.encodedBytes(size);
            return bucket.get(layout.tree(epoch, id), 0, bytes)
                    .filter(part -> part.objectBytes() == bytes)
                    .map(part -> RangeTree.of(part.bytes()).root());
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<AuditedObject> audit(ObjectSummary copy) {
        String key = layout.object(copy.epoch(), copy.id());
        try {
            int first = (int) Math.max(1, Math.min(copy.sizeBytes(), RangeTree.LEAF_BYTES));
            return bucket.get(key, 0, first)
                    .map(part -> new BucketObject(bucket, key, "", 0, part))
                    .map(raw -> CopyAudit.of(copy, raw));
        } catch (StoreException e) {
            return Optional.of(
                    new AuditedObject(copy, Optional.of("it cannot be read: " + e.getMessage())));
        }
    }
}
