// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Makes one index of many, which names only packs that lie there, and marks it as complete, so that
 * whoever opens the store by it need not list all packs before an object is known to be missing.
 * Who merges holds the {@linkplain EraseLock turn} of those who erase.
 */
public final class IndexMerger {
    /** So many indexes are made one. */
    public static final int ENOUGH = 16;

    /** So many packs that no mark covers are worth one: about what one request lists. */
    public static final int WORTH_A_MARK = PackLook.CHEAP;

    /**
     * So many packs that no index names are read for a mark; where there are more, there is none.
     */
    private static final int MOST_READ = 4096;

    private final int storeId;
    private final Bucket bucket;
    private final PackCatalog catalog;
    private final BucketPacks packs;
    private final IndexPublisher publisher;

    IndexMerger(
            int storeId,
            Bucket bucket,
            PackCatalog catalog,
            BucketPacks packs,
            IndexPublisher publisher) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.catalog = catalog;
        this.packs = packs;
        this.publisher = publisher;
    }

    /** Whether it is worth the requests, by what this process knows of an epoch. */
    boolean isWorth(long epoch) {
        IndexListing then = packs.indexes(epoch).orElse(null);
        if (then == null) {
            return false;
        }
        long covered = then.completeMillis().orElse(0);
        return then.indexes().size() >= ENOUGH || packs.madeSince(epoch, covered) >= WORTH_A_MARK;
    }

    /** Blocks; throws unchecked I/O errors, too. */
    void merge(long epoch, EraseLock turn) throws StoreException {
        long atMillis = System.currentTimeMillis();
        Map<String, BucketPack> unnamed = new HashMap<>();
        catalog.list(epoch).forEach(pack -> unnamed.put(pack.name(), pack));
        IndexListing old = catalog.indexes(epoch);
        List<IndexedPack> named = new ArrayList<>();
        catalog.read(epoch, old).forEachRemaining(index -> take(index, unnamed, named));
        boolean complete = unnamed.size() <= MOST_READ && readAll(unnamed, named);
        if (!complete) {
            delete(old.marks());
        }
        putAll(epoch, named);
        if (complete) {
            publisher.forget(epoch);
            put(catalog.newMark(epoch, atMillis), new byte[0]);
            delete(old.marks());
        }
        turn.renew();
        delete(old.indexes().stream().map(BlobClient.Item::key).toList());
    }

    private static void take(
            IndexFormat.Decoded index, Map<String, BucketPack> unnamed, List<IndexedPack> named) {
        for (IndexedPack said : index.packs()) {
            BucketPack pack = unnamed.get(said.name());
            if (pack != null && pack.sizeBytes() == said.packBytes()) {
                unnamed.remove(said.name());
                named.add(said);
            }
        }
    }

    /** Reads what no index names; gives whether all of it was there. */
    private boolean readAll(Map<String, BucketPack> unnamed, List<IndexedPack> named) {
        int before = named.size();
        Iterator<PackCatalog.Contents> each = catalog.read(unnamed.values());
        while (each.hasNext()) {
            PackCatalog.Contents found = each.next();
            BucketPack pack = found.pack();
            named.add(new IndexedPack(pack.name(), pack.sizeBytes(), found.entries()));
        }
        return named.size() - before == unnamed.size();
    }

    private void putAll(long epoch, List<IndexedPack> named) throws StoreException {
        List<IndexedPack> next = new ArrayList<>();
        long bytes = 0;
        for (IndexedPack pack : named) {
            long section = IndexFormat.sectionBytes(pack);
            if (bytes + section > IndexFormat.MAX_BYTES / 2) {
                put(catalog.newIndex(epoch), IndexFormat.encode(storeId, epoch, next));
                next.clear();
                bytes = 0;
            }
            next.add(pack);
            bytes += section;
        }
        if (!next.isEmpty()) {
            put(catalog.newIndex(epoch), IndexFormat.encode(storeId, epoch, next));
        }
    }

    private void put(String key, byte[] bytes) throws StoreException {
        BlobPuts.await(bucket.put(key, bytes, BlobPuts.sha256(bytes), false), key);
    }

    private void delete(List<String> keys) throws StoreException {
        for (String key : keys) {
            bucket.delete(key);
        }
    }
}
