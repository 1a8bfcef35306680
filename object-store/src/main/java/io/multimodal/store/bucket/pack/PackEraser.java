// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.ref.ContentId;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Takes an object out of the packs that hold it: the pack without it is put under a fresh name,
 * then the old one is deleted. One process at a time does so ({@link EraseLock}). Should two all
 * the same, nothing is lost: who finds the old pack gone deletes what he has made of it, since
 * another has put what was in it, and each looks again until no pack holds his object.
 */
public final class PackEraser {
    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final PackCatalog catalog;
    private final BucketPacks packs;

    public PackEraser(
            int storeId,
            Bucket bucket,
            BucketLayout layout,
            PackCatalog catalog,
            BucketPacks packs) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = catalog;
        this.packs = packs;
    }

    /**
     * Removes an object whose erasure is marked already.
     *
     * @return how many packs held it
     */
    public int erase(ContentId id, long[] epochs) throws StoreException {
        try (EraseLock turn = EraseLock.await(bucket, layout, InstantSource.system())) {
            int copies = replaceAll(id, epochs, turn);
            for (long epoch : epochs) {
                eraseFromIndexes(id, epoch);
            }
            return copies;
        }
    }

    private int replaceAll(ContentId id, long[] epochs, EraseLock turn) throws StoreException {
        int copies = 0;
        Set<BucketPack> done = new HashSet<>();
        while (true) {
            packs.refresh(epochs, System.nanoTime());
            Set<BucketPack> holding = packs.holding(id);
            holding.removeIf(
                    pack ->
                            done.contains(pack)
                                    || LongStream.of(epochs).noneMatch(e -> e == pack.epoch()));
            if (holding.isEmpty()) {
                return copies;
            }
            for (BucketPack pack : holding) {
                turn.renew();
                done.add(pack);
                copies += replace(pack, id) ? 1 : 0;
            }
        }
    }

    /** Whether the pack was replaced by one without the object, by this process. */
    private boolean replace(BucketPack pack, ContentId id) throws StoreException {
        BucketPackSource source = catalog.source(pack);
        List<SealedPack.Content> others = new ArrayList<>();
        for (PackEntry entry : new PackScan(source).contents()) {
            if (!entry.isErased() && !entry.id().equals(id)) {
                others.add(new SealedPack.Content(entry.id(), payload(source, entry)));
            }
        }
        if (source.gone()) {
            packs.remove(pack);
            return false;
        }
        Optional<BucketPack> fresh =
                others.isEmpty() ? Optional.empty() : Optional.of(put(pack.epoch(), others));
        if (bucket.size(layout.pack(pack)).isEmpty()) {
            // Another eraser was faster, and his pack may lack what this one still has.
            if (fresh.isPresent()) {
                packs.remove(fresh.get());
                bucket.delete(layout.pack(fresh.get()));
            }
            packs.remove(pack);
            return false;
        }
        bucket.delete(layout.pack(pack));
        packs.remove(pack);
        return true;
    }

    /** The bytes as they lie there: damaged ones stay so, and their digest says it. */
    private static byte[] payload(BucketPackSource source, PackEntry entry) throws StoreException {
        return source.read(entry.offset() + PackFormat.RECORD_HEADER_BYTES, entry.length())
                .orElse(new byte[0]);
    }

    private BucketPack put(long epoch, List<SealedPack.Content> contents) throws StoreException {
        SealedPack sealed = SealedPack.of(storeId, epoch, contents);
        BucketPack pack = new BucketPack(epoch, BucketPack.newName(), sealed.bytes().length);
        String key = layout.pack(pack);
        BlobPuts.await(
                bucket.put(key, sealed.bytes(), BlobPuts.sha256(sealed.bytes()), false), key);
        packs.add(pack, sealed.entries());
        return pack;
    }

    /** Indexes that name the object are made anew, without the packs that are gone. */
    private void eraseFromIndexes(ContentId id, long epoch) throws StoreException {
        try {
            IndexListing listing = catalog.indexes(epoch);
            // What an index lacks afterwards is to be listed.
            for (String mark : listing.marks()) {
                bucket.delete(mark);
            }
            for (BlobClient.Item item : listing.indexes()) {
                IndexFormat.Decoded index = catalog.index(epoch, item);
                List<IndexedPack> kept =
                        index.packs().stream().filter(pack -> !names(pack, id)).toList();
                if (index.whole() && kept.size() == index.packs().size()) {
                    continue;
                }
                if (!kept.isEmpty()) {
                    byte[] bytes = IndexFormat.encode(storeId, epoch, kept);
                    String key = catalog.newIndex(epoch);
                    BlobPuts.await(bucket.put(key, bytes, BlobPuts.sha256(bytes), false), key);
                }
                bucket.delete(item.key());
            }
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private static boolean names(IndexedPack pack, ContentId id) {
        return pack.entries().stream().anyMatch(entry -> entry.id().equals(id));
    }
}
