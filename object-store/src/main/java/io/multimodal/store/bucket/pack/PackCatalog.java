// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.layout.ReadAhead;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackScan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which packs there are in a bucket and what they hold, read from indexes as far as these go and
 * from the packs themselves where not. Where packs are listed, an index is used only for listed
 * ones that have the length that it says. What {@link #read(long, IndexListing)} gives is not
 * compared with a listing: whoever opens a store believes it until a pack turns out to be gone.
 * Thread-safe; what it hands out is for one thread.
 */
public final class PackCatalog {
    /** So few packs are read themselves: that is no slower than to look for an index. */
    static final int WORTH_AN_INDEX = 8;

    private static final long MAX_PACK_BYTES = 256L << 20;
    private static final int INDEXES_AT_ONCE = 4;
    private static final Pattern PART =
            Pattern.compile("packs/([0-9]{1,18})/(" + BucketPack.NAMES + ")");

    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final Executor reading;

    public PackCatalog(int storeId, Bucket bucket, BucketLayout layout, Executor reading) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.reading = reading;
    }

    /** The packs of an epoch as they lie there now; throws unchecked I/O errors. */
    public List<BucketPack> list(long epoch) {
        return packs(epoch, bucket.list(layout.packs(epoch)));
    }

    /** Those of them whose names say that they were made in a span of time. */
    List<BucketPack> list(long epoch, long fromMillis, long toMillis) {
        String prefix = layout.packs(epoch);
        String end = prefix + BucketPack.before(toMillis);
        Iterator<BlobClient.Item> from =
                bucket.list(prefix, prefix + BucketPack.before(fromMillis));
        return packs(epoch, new Until(from, end));
    }

    /**
     * What these packs hold; read ahead while it is taken. Where one of them is gone, because
     * somebody erased from it, that which came in its place is read too.
     *
     * @param packs of one epoch
     */
    public Iterator<Contents> contents(long epoch, Collection<BucketPack> packs) {
        Map<String, BucketPack> left = new HashMap<>();
        packs.forEach(pack -> left.put(pack.name(), pack));
        Set<BucketPack> gone = new HashSet<>();
        // Each step begins when the one before it has ended.
        List<Supplier<Iterator<Contents>>> steps =
                List.of(
                        () -> fromIndexes(epoch, left),
                        () -> fromPacks(left.values(), gone),
                        () -> gone.isEmpty() ? none() : replaced(epoch, packs));
        return new ConcatIterator<>(steps.iterator(), Supplier::get);
    }

    private Iterator<Contents> fromIndexes(long epoch, Map<String, BucketPack> left) {
        if (left.size() < WORTH_AN_INDEX) {
            return none();
        }
        Iterator<IndexFormat.Decoded> indexes = read(epoch, indexes(epoch));
        return new ConcatIterator<>(indexes, index -> believed(index, left).iterator());
    }

    private Iterator<Contents> fromPacks(Collection<BucketPack> packs, Set<BucketPack> gone) {
        Iterator<Optional<Contents>> read =
                new ReadAhead<>(
                        List.copyOf(packs).iterator(),
                        reading,
                        BucketThreads.READERS,
                        pack -> fromPack(pack, gone));
        return new ConcatIterator<>(read, found -> found.stream().iterator());
    }

    /** What these packs themselves say, without those that are gone; read ahead. */
    Iterator<Contents> read(Collection<BucketPack> packs) {
        return fromPacks(packs, new HashSet<>());
    }

    private Iterator<Contents> replaced(long epoch, Collection<BucketPack> before) {
        Set<BucketPack> fresh = new HashSet<>(list(epoch));
        before.forEach(fresh::remove);
        return contents(epoch, fresh);
    }

    private static Iterator<Contents> none() {
        return java.util.Collections.emptyIterator();
    }

    /** The indexes of an epoch; throws unchecked I/O errors. */
    IndexListing indexes(long epoch) {
        String prefix = layout.indexes(epoch);
        return IndexListing.of(prefix, ConcatIterator.stream(bucket.list(prefix)).toList());
    }

    /**
     * What the indexes of an epoch say, of packs that may be gone since; read ahead while it is
     * taken.
     */
    Iterator<IndexFormat.Decoded> read(long epoch, IndexListing listing) {
        return new ReadAhead<>(
                listing.indexes().iterator(), reading, INDEXES_AT_ONCE, item -> index(epoch, item));
    }

    /** What an index says; nothing where it is damaged or gone. */
    IndexFormat.Decoded index(long epoch, BlobClient.Item item) throws StoreException {
        if (item.sizeBytes() < 1 || item.sizeBytes() > IndexFormat.MAX_BYTES) {
            return new IndexFormat.Decoded(List.of(), false);
        }
        Optional<BlobClient.Part> part = bucket.get(item.key(), 0, (int) item.sizeBytes());
        byte[] bytes = part.map(BlobClient.Part::bytes).orElse(new byte[0]);
        return IndexFormat.decode(bytes, storeId, epoch);
    }

    /** The key of a new index. */
    String newIndex(long epoch) {
        return layout.indexes(epoch) + BucketPack.newName() + IndexListing.INDEX;
    }

    /** The key that says that indexes name all packs which lay there at a time. */
    String newMark(long epoch, long atMillis) {
        return layout.indexes(epoch) + BucketPack.newName(atMillis) + IndexListing.MARK;
    }

    /** The indexes that are damaged, as an audit names them. */
    public List<AuditedObject> damagedIndexes(long epoch) throws StoreException {
        List<AuditedObject> damaged = new ArrayList<>();
        for (BlobClient.Item item : indexes(epoch).indexes()) {
            if (!index(epoch, item).whole() && bucket.size(item.key()).isPresent()) {
                damaged.add(
                        new AuditedObject(
                                new ObjectSummary(
                                        PackEntry.ERASED,
                                        item.sizeBytes(),
                                        epoch,
                                        layout.place(item.key()),
                                        Optional.empty()),
                                Optional.of(
                                        "the index is damaged; what it lacks is read from the"
                                                + " packs, and it may be deleted")));
            }
        }
        return damaged;
    }

    /** The pack that a part of the store is; empty where the part is not a pack, or is gone. */
    public Optional<BucketPack> pack(String part) throws StoreException {
        Matcher name = PART.matcher(part);
        if (!name.matches()) {
            return Optional.empty();
        }
        BucketPack pack = new BucketPack(Long.parseLong(name.group(1)), name.group(2), 0);
        OptionalLong size = bucket.size(layout.pack(pack));
        return size.isEmpty()
                ? Optional.empty()
                : Optional.of(new BucketPack(pack.epoch(), pack.name(), size.getAsLong()));
    }

    /** The pack at a place that an audit named; empty where none lies there. */
    public Optional<BucketPack> packAt(String place) throws StoreException {
        return place.endsWith(BucketPack.ENDING)
                ? pack(place.substring(0, place.length() - BucketPack.ENDING.length()))
                : Optional.empty();
    }

    public BucketPackSource source(BucketPack pack) {
        return new BucketPackSource(bucket, layout, pack);
    }

    private List<Contents> believed(IndexFormat.Decoded index, Map<String, BucketPack> left) {
        List<Contents> believed = new ArrayList<>();
        for (IndexedPack said : index.packs()) {
            BucketPack pack = left.get(said.name());
            if (pack != null && pack.sizeBytes() == said.packBytes()) {
                left.remove(said.name());
                believed.add(new Contents(pack, said.entries(), true));
            }
        }
        return believed;
    }

    private Optional<Contents> fromPack(BucketPack pack, Set<BucketPack> gone)
            throws StoreException {
        BucketPackSource source = source(pack);
        List<PackEntry> entries = new PackScan(source).contents();
        if (source.gone()) {
            synchronized (gone) {
                gone.add(pack);
            }
            return Optional.empty();
        }
        return Optional.of(new Contents(pack, entries, false));
    }

    private List<BucketPack> packs(long epoch, Iterator<BlobClient.Item> items) {
        String prefix = layout.packs(epoch);
        return ConcatIterator.stream(items)
                .filter(item -> BucketPack.isName(item.key(), prefix, BucketPack.ENDING))
                .filter(item -> item.sizeBytes() <= MAX_PACK_BYTES)
                .map(item -> pack(epoch, prefix, item))
                .toList();
    }

    private static BucketPack pack(long epoch, String prefix, BlobClient.Item item) {
        int end = item.key().length() - BucketPack.ENDING.length();
        return new BucketPack(epoch, item.key().substring(prefix.length(), end), item.sizeBytes());
    }

    /** What a listing gives up to a key, without asking for the next page behind it. */
    private static final class Until implements Iterator<BlobClient.Item> {
        private final Iterator<BlobClient.Item> items;
        private final String end;
        private BlobClient.Item next;

        Until(Iterator<BlobClient.Item> items, String end) {
            this.items = items;
            this.end = end;
            advance();
        }

        private void advance() {
            next = items.hasNext() ? items.next() : null;
            next = next != null && next.key().compareTo(end) < 0 ? next : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public BlobClient.Item next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            BlobClient.Item given = next;
            advance();
            return given;
        }
    }

    /**
     * What a pack holds.
     *
     * @param indexed whether an index said so
     */
    public record Contents(BucketPack pack, List<PackEntry> entries, boolean indexed) {}
}
