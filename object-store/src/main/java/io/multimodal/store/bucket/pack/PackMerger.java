// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.layout.ReadAhead;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.MergePolicy;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.ref.ContentId;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes one pack of many small ones, and has indexes {@linkplain IndexMerger merged}, so that a
 * store which is put into by many short processes does not come to have as many packs. The merged
 * pack is put under a fresh name in the same epoch; then the small ones are deleted. At every
 * moment each object lies in a pack: a reader that finds its pack gone looks again, and a put that
 * relied on a small pack relies on an object that the merged one holds. Only packs that are sound
 * to their last byte are merged.
 *
 * <p>Who merges holds the {@linkplain EraseLock turn} of those who erase. Should an eraser be at
 * work all the same, nothing is lost or comes back: where one of the small packs is gone after the
 * merged one was put, the merged one is deleted and the small ones stay, since it may hold what was
 * erased; where the eraser comes later, it finds the object in the merged pack.
 */
public final class PackMerger {
    private static final MergePolicy POLICY = new MergePolicy(256 << 10);

    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final PackCatalog catalog;
    private final BucketPacks packs;
    private final IndexPublisher publisher;
    private final IndexMerger indexes;
    private final Executor reading;

    public PackMerger(
            int storeId,
            Bucket bucket,
            BucketLayout layout,
            PackCatalog catalog,
            BucketPacks packs,
            IndexPublisher publisher,
            Executor reading) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = catalog;
        this.packs = packs;
        this.publisher = publisher;
        this.indexes = new IndexMerger(storeId, bucket, catalog, packs, publisher);
        this.reading = reading;
    }

    /** Merges what this process knows to be small, where that is enough. Blocks. */
    public void merge(long[] epochs) throws StoreException {
        for (long epoch : epochs) {
            List<BucketPack> small = packs.small(epoch, POLICY.smallBytes());
            if (!POLICY.isWorth(small.size()) && !indexes.isWorth(epoch)) {
                continue;
            }
            Optional<EraseLock> turn = EraseLock.ifFree(bucket, layout, InstantSource.system());
            if (turn.isEmpty()) {
                return;
            }
            try (EraseLock mine = turn.get()) {
                if (POLICY.isWorth(small.size())) {
                    mergePacks(epoch, small, mine);
                }
                if (indexes.isWorth(epoch)) {
                    indexes.merge(epoch, mine);
                }
            } catch (UncheckedIOException e) {
                throw Listings.typed(e);
            }
        }
    }

    private void mergePacks(long epoch, List<BucketPack> small, EraseLock turn)
            throws StoreException {
        List<BucketPack> asked = atMost(small);
        List<Optional<Map<ContentId, byte[]>>> read = each(asked, this::soundContents);
        Map<ContentId, byte[]> contents = new LinkedHashMap<>();
        List<BucketPack> merged = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (read.get(i).isPresent()) {
                contents.putAll(read.get(i).get());
                merged.add(asked.get(i));
            }
        }
        if (merged.size() < 2 || contents.isEmpty()) {
            return;
        }
        BucketPack fresh = put(epoch, contents);
        turn.renew();
        if (each(merged, pack -> bucket.size(layout.pack(pack)).isEmpty()).contains(true)) {
            packs.remove(fresh);
            bucket.delete(layout.pack(fresh));
            return;
        }
        each(
                merged,
                pack -> {
                    bucket.delete(layout.pack(pack));
                    return true;
                });
        merged.forEach(packs::remove);
        publisher.forget(epoch);
    }

    private static List<BucketPack> atMost(List<BucketPack> small) {
        List<BucketPack> some = new ArrayList<>();
        long bytes = 0;
        for (BucketPack pack : small) {
            bytes += pack.sizeBytes();
            if (some.size() == MergePolicy.AT_ONCE || bytes > PackUploads.MAX_PACK_BYTES) {
                break;
            }
            some.add(pack);
        }
        return some;
    }

    /** Does the same with each pack, several at once. */
    private <T> List<T> each(List<BucketPack> of, ReadAhead.Read<BucketPack, T> action) {
        List<T> results = new ArrayList<>();
        new ReadAhead<>(of.iterator(), reading, BucketThreads.READERS, action)
                .forEachRemaining(results::add);
        return results;
    }

    private BucketPack put(long epoch, Map<ContentId, byte[]> contents) throws StoreException {
        List<SealedPack.Content> all = new ArrayList<>();
        contents.forEach((id, content) -> all.add(new SealedPack.Content(id, content)));
        SealedPack sealed = SealedPack.of(storeId, epoch, all);
        BucketPack fresh = new BucketPack(epoch, BucketPack.newName(), sealed.bytes().length);
        String key = layout.pack(fresh);
        BlobPuts.await(
                bucket.put(key, sealed.bytes(), BlobPuts.sha256(sealed.bytes()), false), key);
        packs.add(fresh, sealed.entries());
        return fresh;
    }

    /** All objects in a pack; empty where anything of it is damaged, or it is gone. */
    private Optional<Map<ContentId, byte[]>> soundContents(BucketPack pack) throws StoreException {
        BucketPackSource source = catalog.source(pack);
        byte[] bytes = source.read(0, (int) pack.sizeBytes()).orElse(new byte[0]);
        Optional<List<PackEntry>> footer = new PackScan(source).footer();
        if (bytes.length != pack.sizeBytes()
                || footer.isEmpty()
                || !PackFormat.isHeader(
                        Arrays.copyOf(bytes, PackFormat.HEADER_BYTES), storeId, pack.epoch())) {
            return Optional.empty();
        }
        Map<ContentId, byte[]> contents = new HashMap<>();
        for (PackEntry entry : footer.get()) {
            Optional<byte[]> content = soundContent(bytes, entry);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            contents.put(entry.id(), content.get());
        }
        return Optional.of(contents);
    }

    private static Optional<byte[]> soundContent(byte[] pack, PackEntry entry) {
        int from = (int) entry.offset() + PackFormat.RECORD_HEADER_BYTES;
        if (entry.offset() < 0 || entry.end() > pack.length) {
            return Optional.empty();
        }
        Optional<RecordHeader> header =
                PackFormat.recordHeader(pack, (int) entry.offset(), entry.offset());
        byte[] content = Arrays.copyOfRange(pack, from, from + entry.length());
        return header.filter(found -> found.entry().equals(entry))
                                .filter(found -> found.matches(content, 0))
                                .isPresent()
                        && ContentId.hash(content).equals(entry.id())
                ? Optional.of(content)
                : Optional.empty();
    }
}
