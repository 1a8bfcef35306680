// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackIndex;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackedObject;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The packs of a bucket that this process knows, and where in them objects lie: see {@link
 * PackIndex} for the memory that this takes. What an epoch holds is read when it is first asked
 * for; what others have put since is found when somebody misses something. Thread-safe.
 */
public final class BucketPacks {
    private static final int ATTEMPTS = 100;

    /** Who has not heard of the present epoch yet may put into the one before. */
    private static final int NEWEST_EPOCHS = 2;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final PackCatalog catalog;
    private final IndexPublisher publisher;
    private final PackIndex<BucketPack> index = new PackIndex<>();
    private final Set<BucketPack> known = ConcurrentHashMap.newKeySet();
    private final Set<Long> loaded = ConcurrentHashMap.newKeySet();

    /** The indexes of an epoch when its packs were first asked for. */
    private final Map<Long, IndexListing> indexes = new ConcurrentHashMap<>();

    /** Records that somebody found damaged: a put does not rely on them. */
    private final Set<Place<BucketPack>> damaged = ConcurrentHashMap.newKeySet();

    /** How many packs were gone when something was to be read from them. */
    private final AtomicLong vanished = new AtomicLong();

    /** Guarded by this, like what follows. */
    private final PackLooks looks = new PackLooks(System::nanoTime);

    /** So many had vanished when recent packs were listed last. */
    private long vanishedBefore;

    public BucketPacks(
            Bucket bucket, BucketLayout layout, PackCatalog catalog, IndexPublisher publisher) {
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = catalog;
        this.publisher = publisher;
    }

    /** The object, read already, if it lies in a pack that is known. */
    public Optional<RawObject> find(StoredRef ref) throws StoreException {
        List<Place<BucketPack>> places = index.find(ref.id());
        RawObject found = null;
        for (Place<BucketPack> place : places) {
            Optional<PackedObject> object = read(place, ref);
            if (object.isPresent()) {
                found = object.get();
                if (object.get().isSound()) {
                    break;
                }
                damaged.add(place);
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether a pack that is known has it, in this epoch or a later one. */
    public boolean holds(ContentId id, long fromEpoch) {
        return index.find(id).stream().anyMatch(place -> place.pack().epoch() >= fromEpoch);
    }

    /** Where packs that are known say that it lies, the newest first. */
    public List<Place<BucketPack>> places(ContentId id) {
        return index.find(id);
    }

    /** The packs that are known to hold it. */
    Set<BucketPack> holding(ContentId id) {
        Set<BucketPack> packs = new HashSet<>();
        places(id).forEach(place -> packs.add(place.pack()));
        return packs;
    }

    /** Somebody saw that the record at this place is damaged: no put relies on it any more. */
    public void damaged(Place<BucketPack> place) {
        damaged.add(place);
    }

    boolean isDamaged(Place<BucketPack> place) {
        return damaged.contains(place);
    }

    /** The packs of an epoch that are known and shorter than this, the oldest first. */
    List<BucketPack> small(long epoch, long belowBytes) {
        return known.stream()
                .filter(pack -> pack.epoch() == epoch && pack.sizeBytes() < belowBytes)
                .sorted(Comparator.comparing(BucketPack::name))
                .toList();
    }

    /** How many packs are known whose names say that they were made since then, or nothing. */
    long madeSince(long epoch, long millis) {
        return known.stream()
                .filter(pack -> pack.epoch() == epoch && pack.madeAtMillis() >= millis)
                .count();
    }

    /** The indexes of an epoch when its packs were first asked for; empty if they were not. */
    Optional<IndexListing> indexes(long epoch) {
        return Optional.ofNullable(indexes.get(epoch));
    }

    void add(BucketPack pack, List<PackEntry> entries) {
        index.addAll(pack, entries);
        known.add(pack);
    }

    /** Forgets a pack that is gone. */
    void remove(BucketPack pack) {
        known.remove(pack);
        index.remove(pack);
    }

    /**
     * Reads what the packs of an epoch hold, the first time that it is asked for: what indexes say,
     * which is believed until a pack turns out to be gone, and the packs that are newer.
     *
     * @return whether this was the first time
     */
    public boolean loadOnce(long epoch) throws StoreException {
        if (loaded.contains(epoch)) {
            return false;
        }
        synchronized (this) {
            if (!loaded.contains(epoch)) {
                load(epoch);
            }
            return true;
        }
    }

    private void load(long epoch) throws StoreException {
        try {
            PackLooks.Start start = looks.start();
            IndexListing there = catalog.indexes(epoch);
            indexes.put(epoch, there);
            if (there.indexes().isEmpty()) {
                refresh(epoch);
                return;
            }
            boolean all = there.completeMillis().isPresent();
            Iterator<IndexFormat.Decoded> read = catalog.read(epoch, there);
            while (read.hasNext()) {
                IndexFormat.Decoded said = read.next();
                all &= said.whole();
                said.packs().forEach(pack -> add(epoch, pack));
            }
            long since = Math.min(there.sinceMillis(), start.millis());
            List<BucketPack> recent =
                    catalog.list(epoch, since - PackLooks.FARTHEST_MILLIS, latestMillis());
            long took = looks.sinceNanos(start);
            read(epoch, recent);
            loaded.add(epoch);
            looks.sawRecent(epoch, PackLooks.LONGEST, start);
            looks.took(PackLooks.LONGEST, start, took, recent.size());
            if (all) {
                looks.knowsAll(epoch, start, took, known.size());
            }
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private void add(long epoch, IndexedPack said) {
        add(new BucketPack(epoch, said.name(), said.packBytes()), said.entries());
    }

    /** Looks what is there now, and finds the object if it is in a pack. */
    public Optional<RawObject> lookAgain(StoredRef ref, long[] epochs) throws StoreException {
        // A listing that began before its pack vanished may lack what came in its place.
        long missed = System.nanoTime();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long before = vanished.get();
            boolean whole = isWholeLookDue(epochs);
            if (!whole || known.size() >= PackLook.CHEAP) {
                lookForRecent(epochs, before);
                Optional<RawObject> found = find(ref);
                if (found.isPresent()) {
                    return found;
                }
            }
            if (whole) {
                refresh(epochs, missed);
                missed = System.nanoTime();
                Optional<RawObject> found = find(ref);
                if (found.isPresent()) {
                    return found;
                }
            }
            // Somebody erases from the pack that has it: what is put in its place has it too.
            if (vanished.get() == before) {
                return Optional.empty();
            }
        }
        throw new StoreUnavailableException(
                "Cannot read "
                        + ref.id()
                        + " from "
                        + bucket
                        + ": its pack was replaced "
                        + ATTEMPTS
                        + " times meanwhile; try again");
    }

    /** Looks what others have put since, as thoroughly as is worth its requests. */
    public void lookForNew(long[] epochs) throws StoreException {
        boolean fresh = true;
        for (long epoch : epochs) {
            fresh &= loadOnce(epoch);
        }
        if (fresh) {
            return;
        }
        if (isWholeLookDue(epochs)) {
            refresh(epochs, System.nanoTime());
            return;
        }
        lookForRecent(epochs, vanished.get());
    }

    /**
     * Lists the packs made since the last such look, and as long before it as clocks may differ and
     * is worth its requests.
     *
     * @param gone how many have vanished: what they held lies in others, made when they went, so
     *     that where there are more than before, the longest look is worth its requests
     */
    private synchronized void lookForRecent(long[] epochs, long gone) throws StoreException {
        int span = gone == vanishedBefore ? looks.longestDue() : PackLooks.LONGEST;
        PackLooks.Start start = looks.start();
        long[] newest = Arrays.copyOf(epochs, Math.min(NEWEST_EPOCHS, epochs.length));
        int listed = 0;
        try {
            for (long epoch : newest) {
                long from = looks.fromMillis(epoch, span, start);
                List<BucketPack> recent = catalog.list(epoch, from, latestMillis());
                read(epoch, recent);
                listed += recent.size();
            }
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
        vanishedBefore = gone;
        looks.took(span, start, looks.sinceNanos(start), listed);
        for (long epoch : newest) {
            looks.sawRecent(epoch, span, start);
        }
    }

    private static long latestMillis() {
        return System.currentTimeMillis() + PackLooks.FARTHEST_MILLIS;
    }

    private synchronized boolean isWholeLookDue(long[] epochs) {
        return looks.isWholeDue(epochs);
    }

    /**
     * Lists all packs.
     *
     * @param missedAtNanos when the caller missed something: a look that began later will do
     */
    synchronized void refresh(long[] epochs, long missedAtNanos) throws StoreException {
        if (looks.knowsAllOf(epochs, missedAtNanos)) {
            return;
        }
        for (long epoch : epochs) {
            refresh(epoch);
        }
    }

    private synchronized void refresh(long epoch) throws StoreException {
        try {
            PackLooks.Start start = looks.start();
            // What is put while the list is made is not in it, and is not gone.
            Set<BucketPack> gone = new HashSet<>(known);
            gone.removeIf(pack -> pack.epoch() != epoch);
            List<BucketPack> there = catalog.list(epoch);
            there.forEach(gone::remove);
            gone.forEach(this::remove);
            long took = looks.sinceNanos(start);
            read(epoch, there);
            loaded.add(epoch);
            long recent = madeSince(epoch, start.millis() - PackLooks.FARTHEST_MILLIS);
            looks.sawRecent(epoch, PackLooks.LONGEST, start);
            looks.took(PackLooks.LONGEST, start, took, (int) recent);
            looks.knowsAll(epoch, start, took, known.size());
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private void read(long epoch, Collection<BucketPack> there) {
        List<BucketPack> fresh = there.stream().filter(pack -> !known.contains(pack)).toList();
        Iterator<PackCatalog.Contents> each = catalog.contents(epoch, fresh);
        while (each.hasNext()) {
            PackCatalog.Contents found = each.next();
            add(found.pack(), found.entries());
            if (!found.indexed()) {
                publisher.addOthers(found.pack(), found.entries());
            }
        }
    }

    /** The record at a place, if it is of this object. */
    public Optional<PackedObject> read(Place<BucketPack> place, StoredRef ref)
            throws StoreException {
        String key = layout.pack(place.pack());
        int length = PackFormat.RECORD_HEADER_BYTES + (int) ref.length();
        Optional<BlobClient.Part> part = bucket.get(key, place.offset(), length);
        if (part.isEmpty()) {
            remove(place.pack());
            vanished.incrementAndGet();
            return Optional.empty();
        }
        byte[] record = part.get().bytes();
        if (record.length < PackFormat.RECORD_HEADER_BYTES) {
            return Optional.empty();
        }
        String where = layout.place(key) + "@" + place.offset() + " in " + bucket;
        return PackFormat.recordHeader(record, 0, place.offset())
                .filter(header -> header.id().equals(ref.id()))
                .map(header -> new PackedObject(where, header, record));
    }

    /** What reads something, for a future: what it throws surfaces as an unchecked I/O error. */
    public static <T> Supplier<T> unchecked(Reader<T> read) {
        return () -> {
            try {
                return read.get();
            } catch (StoreException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Reads something; blocks. */
    @FunctionalInterface
    public interface Reader<T> {
        T get() throws StoreException;
    }
}
