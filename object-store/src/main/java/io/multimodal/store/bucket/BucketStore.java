// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import com.github.benmanes.caffeine.cache.Ticker;
import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectPresigner;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.RecordStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.layout.Puts;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.BucketThreads;
import io.multimodal.store.bucket.pack.CheckedCopies;
import io.multimodal.store.bucket.pack.IndexPublisher;
import io.multimodal.store.bucket.pack.PackCatalog;
import io.multimodal.store.bucket.pack.PackEraser;
import io.multimodal.store.bucket.pack.PackMerger;
import io.multimodal.store.bucket.pack.PackedCopies;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.RangeTrees;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StandaloneParts;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.VerifiedHandle;
import io.multimodal.store.internal.pack.PackAudit;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackSource;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
public final class BucketStore implements ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);

    private final Bucket bucket;
    private final BucketLayout layout;
    private final StoreRoot root;
    private final Epochs epochs;
    private final BucketThreads threads = new BucketThreads();
    private final PackCatalog catalog;
    private final IndexPublisher publisher;
    private final BucketPacks packs;
    private final StandaloneObjects loose;
    private final Erasures erasures;
    private final BucketWriter writer;
    private final Copies copies;
    private final RecordStore records;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RangeTrees trees = new RangeTrees();

    private BucketStore(Bucket bucket, BucketLayout layout, StoreRoot root) throws StoreException {
        this.bucket = bucket;
        this.layout = layout;
        this.root = root;
        this.epochs =
                new Epochs(() -> Listings.names(bucket, layout.epochs()), Duration.ofSeconds(30));
        this.epochs.list();
        this.catalog = new PackCatalog(root.storeId(), bucket, layout, threads.reading());
        this.publisher = new IndexPublisher(root.storeId(), bucket, catalog);
        this.packs = new BucketPacks(bucket, layout, catalog, publisher);
        this.loose = new StandaloneObjects(bucket, layout);
        this.erasures = new Erasures(bucket, layout, threads.reading());
        CheckedCopies checked = new CheckedCopies(Ticker.systemTicker());
        PackedCopies inPacks =
                new PackedCopies(root.storeId(), bucket, layout, catalog, packs, checked);
        this.copies = new Copies(epochs, catalog, packs, inPacks, loose, trees);
        this.writer =
                new BucketWriter(
                        root, layout, bucket, epochs, packs, publisher, erasures, checked, inPacks,
                        threads);
        this.records = new BucketRecords(bucket, layout);
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
        ObjectHandle handle = new VerifiedHandle(ref, this::find, trees);
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
        if (ids.isEmpty()) {
            return Set.of();
        }
        epochs.list();
        packs.lookForNew(epochs.known());
        List<ContentId> unpacked = ids.stream().filter(id -> !packs.holds(id)).toList();
        return loose.missing(unpacked, epochs.known());
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        return overEpochs(epoch -> Stream.concat(listPacked(epoch), loose.list(epoch)));
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
            return PackAudit.of(catalog.source(pack.get()), root.storeId()).stream()
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
        Puts.await(
                bucket.put(layout.erased(id), empty, Puts.sha256(empty), false), layout.erased(id));
        erasures.add(id);
        epochs.list();
        PackEraser eraser = new PackEraser(root.storeId(), bucket, layout, catalog, packs);
        LongStream.of(epochs.known()).forEach(publisher::forget);
        int copies = eraser.erase(id, epochs.known()) + loose.erase(id, epochs.known());
        writer.forget(id);
        return copies;
    }

    @Override
    public Stream<ContentId> erasures() {
        return Erasures.all(bucket, layout);
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
            merge();
            publisher.close();
        } finally {
            threads.close();
            bucket.close();
        }
    }

    /**
     * One process puts in order what many left; that it does not succeed is no failure of this
     * store.
     */
    private void merge() {
        if (closed.getAndSet(true) || !publisher.isWriting()) {
            return;
        }
        try {
            new PackMerger(
                            root.storeId(),
                            bucket,
                            layout,
                            catalog,
                            packs,
                            publisher,
                            threads.reading())
                    .merge(epochs.known());
        } catch (StoreException e) {
            LOG.warn("Small packs in {} were not merged; the next writer tries again", bucket, e);
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

    private RawObject find(StoredRef ref) throws StoreException {
        Optional<RawObject> found = findOrLookAgain(ref);
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

    private Optional<RawObject> findOrLookAgain(StoredRef ref) throws StoreException {
        boolean small = ref.length() < PackFormat.MAX_RECORD_BYTES;
        Optional<RawObject> found = small ? packs.find(ref) : Optional.empty();
        for (long epoch : epochs.known()) {
            if (found.isEmpty() && small && packs.loadOnce(epoch)) {
                found = packs.find(ref);
            }
            if (found.isEmpty()) {
                found = loose.find(ref, epoch);
            }
        }
        if (found.isEmpty()) {
            found = findNew(ref, small);
        }
        return found;
    }

    /** What others have put since this process looked. */
    private Optional<RawObject> findNew(StoredRef ref, boolean small) throws StoreException {
        boolean others = epochs.list();
        long[] known = epochs.known();
        Optional<RawObject> found = small ? packs.lookAgain(ref, known) : Optional.empty();
        for (long epoch : others ? known : new long[0]) {
            if (found.isEmpty()) {
                found = loose.find(ref, epoch);
            }
        }
        return found;
    }

    private <T> Stream<T> overEpochs(LongFunction<Stream<T>> each) throws StoreException {
        epochs.list();
        return ConcatIterator.stream(
                new ConcatIterator<>(
                        LongStream.of(epochs.known()).boxed().iterator(),
                        epoch -> each.apply(epoch).iterator()));
    }

    private Stream<ObjectSummary> listPacked(long epoch) {
        Iterator<PackCatalog.Contents> contents = catalog.contents(epoch, catalog.list(epoch));
        return ConcatIterator.stream(
                new ConcatIterator<>(
                        contents,
                        found -> {
                            PackSource pack = catalog.source(found.pack());
                            return found.entries().stream()
                                    .filter(entry -> !entry.isErased())
                                    .map(entry -> entry.in(pack))
                                    .iterator();
                        }));
    }
}
