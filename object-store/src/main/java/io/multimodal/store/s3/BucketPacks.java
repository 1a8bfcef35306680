// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackIndex;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackedObject;
import java.io.UncheckedIOException;
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
final class BucketPacks {
    private static final int ATTEMPTS = 100;

    /**
     * How far the clocks of those who name packs may be apart. Within two seconds new packs are
     * found at once; beyond, as soon as it is worth its requests. Servers take no request of a
     * client whose clock is off by more than 15 minutes.
     */
    private static final long[] SPANS_MILLIS = {2_000, 60_000, 35 * 60_000};

    private static final long FARTHEST_MILLIS = SPANS_MILLIS[SPANS_MILLIS.length - 1];

    /** Who has not heard of the present epoch yet may put into the one before. */
    private static final int NEWEST_EPOCHS = 2;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final PackCatalog catalog;
    private final IndexPublisher publisher;
    private final PackIndex<BucketPack> index = new PackIndex<>();
    private final Set<BucketPack> known = ConcurrentHashMap.newKeySet();
    private final Set<Long> loaded = ConcurrentHashMap.newKeySet();

    private final Map<Long, Integer> indexes = new ConcurrentHashMap<>();

    /** Records that somebody found damaged: a put does not rely on them. */
    private final Set<Place<BucketPack>> damaged = ConcurrentHashMap.newKeySet();

    /** How many packs were gone when something was to be read from them. */
    private final AtomicLong vanished = new AtomicLong();

    /** The looks for recent packs, guarded by this like all that follows. */
    private final PackLook[] looks = new PackLook[SPANS_MILLIS.length];

    private final long[] lookedAtMillis = new long[SPANS_MILLIS.length];
    private final PackLook whole = new PackLook(System::nanoTime);
    private long vanishedBeforeWhole;

    BucketPacks(Bucket bucket, BucketLayout layout, PackCatalog catalog, IndexPublisher publisher) {
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = catalog;
        this.publisher = publisher;
        for (int span = 0; span < looks.length; span++) {
            looks[span] = new PackLook(System::nanoTime);
            lookedAtMillis[span] = System.currentTimeMillis();
        }
    }

    /** The object, read already, if it lies in a pack that is known. */
    Optional<RawObject> find(StoredRef ref) throws StoreException {
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

    /** Whether a pack that is known has it. */
    boolean holds(ContentId id) {
        return !index.find(id).isEmpty();
    }

    /** Where packs that are known say that it lies, the newest first. */
    List<Place<BucketPack>> places(ContentId id) {
        return index.find(id);
    }

    /** The packs that are known to hold it. */
    Set<BucketPack> holding(ContentId id) {
        Set<BucketPack> packs = new HashSet<>();
        places(id).forEach(place -> packs.add(place.pack()));
        return packs;
    }

    /** Somebody saw that the record at this place is damaged: no put relies on it any more. */
    void damaged(Place<BucketPack> place) {
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

    /** How many indexes an epoch had when its packs were first asked for. */
    int indexes(long epoch) {
        return indexes.getOrDefault(epoch, 0);
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
    boolean loadOnce(long epoch) throws StoreException {
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
            List<Bucket.Item> items = catalog.indexes(epoch);
            indexes.put(epoch, items.size());
            if (items.isEmpty()) {
                refresh(epoch);
                return;
            }
            long newest = 0;
            for (Bucket.Item index : items) {
                String name = index.key().substring(layout.indexes(epoch).length());
                newest = Math.max(newest, BucketPack.madeAtMillis(name));
            }
            Iterator<PackCatalog.Contents> said = catalog.indexed(epoch, items);
            while (said.hasNext()) {
                PackCatalog.Contents pack = said.next();
                add(pack.pack(), pack.entries());
            }
            read(epoch, catalog.list(epoch, newest - FARTHEST_MILLIS, latestMillis()));
            loaded.add(epoch);
        } catch (UncheckedIOException e) {
            throw typed(e);
        }
    }

    /**
     * Looks what is there now, and finds the object if it is in a pack.
     *
     * @param missedAtNanos when the caller missed it
     */
    Optional<RawObject> lookAgain(StoredRef ref, long[] epochs, long missedAtNanos)
            throws StoreException {
        long missed = missedAtNanos;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long before = vanished.get();
            for (int span = 0; span < SPANS_MILLIS.length; span++) {
                if (lookForRecent(epochs, span)) {
                    Optional<RawObject> found = find(ref);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            if (isWholeLookDue(epochs)) {
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
    void lookForNew(long[] epochs) throws StoreException {
        if (isWholeLookDue(epochs)) {
            refresh(epochs, System.nanoTime());
            return;
        }
        for (int span = 0; span < SPANS_MILLIS.length; span++) {
            lookForRecent(epochs, span);
        }
    }

    /**
     * Lists the packs made since the last such look, and so long before it as clocks may differ.
     *
     * @param span which of {@link #SPANS_MILLIS}
     * @return whether it was worth its requests
     */
    private synchronized boolean lookForRecent(long[] epochs, int span) throws StoreException {
        if (span > 0 && !looks[span].isDue()) {
            return false;
        }
        long began = System.nanoTime();
        long now = System.currentTimeMillis();
        int listed = 0;
        try {
            for (int i = 0; i < Math.min(NEWEST_EPOCHS, epochs.length); i++) {
                List<BucketPack> recent =
                        catalog.list(
                                epochs[i],
                                Math.min(lookedAtMillis[span], now) - SPANS_MILLIS[span],
                                latestMillis());
                read(epochs[i], recent);
                listed += recent.size();
            }
        } catch (UncheckedIOException e) {
            throw typed(e);
        }
        lookedAtMillis[span] = now;
        looks[span].done(began, listed);
        return true;
    }

    private static long latestMillis() {
        return System.currentTimeMillis() + FARTHEST_MILLIS;
    }

    private synchronized boolean isWholeLookDue(long[] epochs) {
        return whole.isDue() || vanished.get() != vanishedBeforeWhole || !knowsAll(epochs);
    }

    /**
     * Lists all packs.
     *
     * @param missedAtNanos when the caller missed something: a look that began later will do
     */
    synchronized void refresh(long[] epochs, long missedAtNanos) throws StoreException {
        if (whole.beganAfter(missedAtNanos) && knowsAll(epochs)) {
            return;
        }
        long began = System.nanoTime();
        long gone = vanished.get();
        for (long epoch : epochs) {
            refresh(epoch);
        }
        vanishedBeforeWhole = gone;
        whole.done(began, known.size());
    }

    private boolean knowsAll(long[] epochs) {
        for (long epoch : epochs) {
            if (!loaded.contains(epoch)) {
                return false;
            }
        }
        return true;
    }

    private synchronized void refresh(long epoch) throws StoreException {
        try {
            // What is put while the list is made is not in it, and is not gone.
            Set<BucketPack> gone = new HashSet<>(known);
            gone.removeIf(pack -> pack.epoch() != epoch);
            List<BucketPack> there = catalog.list(epoch);
            there.forEach(gone::remove);
            gone.forEach(this::remove);
            read(epoch, there);
            loaded.add(epoch);
        } catch (UncheckedIOException e) {
            throw typed(e);
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
    Optional<PackedObject> read(Place<BucketPack> place, StoredRef ref) throws StoreException {
        String key = layout.pack(place.pack());
        int length = PackFormat.RECORD_HEADER_BYTES + (int) ref.length();
        Optional<Bucket.Part> part = bucket.get(key, place.offset(), length);
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
    static <T> Supplier<T> unchecked(Reader<T> read) {
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
    interface Reader<T> {
        T get() throws StoreException;
    }

    static StoreException typed(UncheckedIOException e) {
        if (e.getCause() instanceof StoreException typed) {
            return typed;
        }
        throw e;
    }
}
