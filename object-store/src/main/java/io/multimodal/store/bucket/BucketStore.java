// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import com.github.benmanes.caffeine.cache.Ticker;
import io.multimodal.store.AuditedObject;
import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.ObjectPresigner;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.ServerRequests;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.BucketThreads;
import io.multimodal.store.bucket.pack.CheckedCopies;
import io.multimodal.store.bucket.pack.IndexPublisher;
import io.multimodal.store.bucket.pack.PackCatalog;
import io.multimodal.store.bucket.pack.PackEraser;
import io.multimodal.store.bucket.pack.PackMerger;
import io.multimodal.store.bucket.pack.PackedCopies;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.EpochStore;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StandaloneParts;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.pack.PackAudit;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a bucket, shared by as many machines as like. A put is acknowledged when the server
 * has the object and has checked its SHA-256; every byte read is verified here.
 */
public final class BucketStore extends EpochStore {
    private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);

    private final Bucket bucket;
    private final BucketLayout layout;
    private final BucketThreads threads = new BucketThreads();
    private final PackCatalog catalog;
    private final IndexPublisher publisher;
    private final BucketPacks packs;
    private final StandaloneObjects loose;
    private final BucketObjects objects;
    private final Erasures erasures;
    private final BucketWriter writer;
    private final Copies copies;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BucketStore(Bucket bucket, BucketLayout layout, StoreRoot root) throws StoreException {
        super(
                root,
                listed(bucket, layout),
                new BucketRecords(bucket, layout),
                new BucketControl(bucket, layout));
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = new PackCatalog(root.storeId(), bucket, layout, threads.reading());
        this.publisher = new IndexPublisher(root.storeId(), bucket, catalog);
        this.packs = new BucketPacks(bucket, layout, catalog, publisher);
        this.loose = new StandaloneObjects(bucket, layout);
        this.objects = new BucketObjects(bucket, layout, epochs(), catalog, packs, loose);
        this.erasures = new Erasures(bucket, layout, threads.reading());
        CheckedCopies checked = new CheckedCopies(Ticker.systemTicker());
        PackedCopies inPacks =
                new PackedCopies(root.storeId(), bucket, layout, catalog, packs, checked);
        this.copies = new Copies(epochs(), catalog, packs, inPacks, loose, trees());
        this.writer =
                new BucketWriter(
                        root, layout, bucket, epochs(), packs, publisher, erasures, checked,
                        inPacks, threads);
    }

    public static BucketStore open(Bucket bucket, String prefix, int inlineThresholdBytes)
            throws StoreException {
        BucketLayout layout = new BucketLayout(prefix);
        StoreRoot fresh = new StoreRoot(new SecureRandom().nextInt(), inlineThresholdBytes);
        return new BucketStore(bucket, layout, existingOrNew(bucket, layout, fresh, 1));
    }

    public static BucketStore openExisting(Bucket bucket, String prefix) throws StoreException {
        BucketLayout layout = new BucketLayout(prefix);
        StoreRoot root =
                RootElection.root(bucket, layout)
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

    public static BucketStore create(Bucket bucket, String prefix, StoreRoot root, long epoch)
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
        return new RootElection(bucket, layout, BucketStore::pause).existingOr(fresh, epoch);
    }

    private static void pause(Duration time) throws StoreException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to make a store", e);
        }
    }

    private static Epochs listed(Bucket bucket, BucketLayout layout) throws StoreException {
        Epochs epochs =
                new Epochs(() -> Listings.names(bucket, layout.epochs()), Duration.ofSeconds(30));
        epochs.list();
        return epochs;
    }

    @Override
    public EpochReclaimer reclaimer() {
        return new BucketReclaimer(bucket, layout, root());
    }

    @Override
    public Optional<ServerRequests> requests() {
        return bucket.requests();
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        try {
            lease().hold();
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return writer.put(payload);
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        ObjectHandle handle = super.open(ref);
        return ref.length() > BucketWriter.IN_MEMORY_BYTES
                ? handle
                : new SecondLook(
                        handle,
                        (damage, offset, length) -> {
                            writer.forget(ref.id());
                            return copies.read(damage, ref, offset, length);
                        });
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        return findMissing(ids, 0);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids, long fromEpoch) throws StoreException {
        if (ids.isEmpty()) {
            return Set.of();
        }
        epochs().list();
        long[] recent =
                LongStream.of(epochs().known()).filter(epoch -> epoch >= fromEpoch).toArray();
        packs.lookForNew(recent);
        List<ContentId> unpacked = ids.stream().filter(id -> !packs.holds(id, fromEpoch)).toList();
        return loose.missing(unpacked, recent);
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        return overEpochs(epoch -> Stream.concat(objects.packed(epoch), loose.list(epoch)));
    }

    @Override
    public List<String> auditParts() throws StoreException {
        try (Stream<String> parts =
                overEpochs(
                        epoch ->
                                Stream.of(
                                                catalog.list(epoch).stream().map(BucketPack::part),
                                                Stream.of("index/" + epoch),
                                                StandaloneParts.of(epoch))
                                        .flatMap(each -> each))) {
            return parts.toList();
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    @Override
    public Stream<AuditedObject> audit(String part) throws StoreException {
        Optional<StandaloneParts.Share> share = StandaloneParts.parse(part);
        if (share.isPresent()) {
            return loose.audit(share.get()).map(this::judged);
        }
        Optional<BucketPack> pack = catalog.pack(part);
        if (pack.isPresent()) {
            return PackAudit.of(catalog.source(pack.get()), root().storeId()).stream()
                    .map(this::judged);
        }
        return part.matches("index/[0-9]{1,18}")
                ? catalog.damagedIndexes(Long.parseLong(part.substring("index/".length()))).stream()
                : Stream.empty();
    }

    /** What an audit found: no damage where the original was put again since. */
    private AuditedObject judged(AuditedObject found) {
        try {
            AuditedObject judged = copies.healed(found);
            if (judged.damage().isPresent()) {
                writer.forget(found.copy().id());
            }
            return judged;
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        byte[] empty = {};
        BlobPuts.await(
                bucket.put(layout.erased(id), empty, BlobPuts.sha256(empty), false),
                layout.erased(id));
        erasures.add(id);
        epochs().list();
        PackEraser eraser = new PackEraser(root().storeId(), bucket, layout, catalog, packs);
        LongStream.of(epochs().known()).forEach(publisher::forget);
        int copies = eraser.erase(id, epochs().known()) + loose.erase(id, epochs().known());
        writer.forget(id);
        return copies;
    }

    @Override
    public Stream<ContentId> erasures() {
        return Erasures.all(bucket, layout);
    }

    @Override
    public URI presign(StoredRef ref, Duration expires) throws StoreException {
        StoreIds.check(ref, root(), toString());
        ObjectPresigner.checkedExpires(expires);
        Optional<String> key = objects.standaloneKey(ref);
        if (key.isEmpty()) {
            // Says which where it lies nowhere; it may have been found in a newer epoch.
            find(ref).close();
            key = objects.standaloneKey(ref);
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
    public Optional<ObjectPlace> place(StoredRef ref) throws StoreException {
        StoreIds.check(ref, root(), toString());
        return objects.place(ref);
    }

    @Override
    public void close() throws StoreException {
        try {
            writer.close();
            merge();
            publisher.close();
            lease().close();
        } finally {
            threads.close();
            bucket.close();
        }
    }

    /**
     * One process puts in order what many left; that it does not succeed is not a failure of this
     * store.
     */
    private void merge() {
        if (closed.getAndSet(true) || !publisher.isWriting()) {
            return;
        }
        try {
            new PackMerger(
                            root().storeId(),
                            bucket,
                            layout,
                            catalog,
                            packs,
                            publisher,
                            threads.reading())
                    .merge(epochs().known());
        } catch (StoreException e) {
            LOG.warn("Small packs in {} were not merged; the next writer tries again", bucket, e);
        }
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    @Override
    protected RawObject find(StoredRef ref) throws StoreException {
        Optional<RawObject> found = objects.find(ref);
        if (found.isPresent()) {
            return found.get();
        }
        throw absent(ref.id(), bucket.size(layout.erased(ref.id())).isPresent(), "in " + bucket);
    }

    private <T> Stream<T> overEpochs(LongFunction<Stream<T>> each) throws StoreException {
        epochs().list();
        return ConcatIterator.stream(
                new ConcatIterator<>(
                        LongStream.of(epochs().known()).boxed().iterator(),
                        epoch -> each.apply(epoch).iterator()));
    }
}
