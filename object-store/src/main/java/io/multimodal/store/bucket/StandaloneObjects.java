// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StandaloneParts;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The objects of a bucket that have a key of their own. Thread-safe. */
final class StandaloneObjects {
    private static final int LOOKS_AT_ONCE = 32;

    private final Bucket bucket;
    private final BucketLayout layout;

    StandaloneObjects(Bucket bucket, BucketLayout layout) {
        this.bucket = bucket;
        this.layout = layout;
    }

    /** The object, its beginning read already; of a small one all of it. */
    Optional<RawObject> find(StoredRef ref, long epoch) throws StoreException {
        boolean large = ref.treeRoot().isPresent();
        // Of a large object one byte is asked for, which says that it is there and how long it is.
        int first = large ? 1 : (int) Math.max(1, ref.length());
        long treeBytes = large ? RangeTree.encodedBytes(ref.length()) : 0;
        String key = layout.object(epoch, ref.id());
        String tree = layout.tree(epoch, ref.id());
        return bucket.get(key, 0, first)
                .map(part -> new BucketObject(bucket, key, tree, treeBytes, part));
    }

    /** Those of the ids that have no loose object in these epochs. */
    Set<ContentId> missing(Collection<ContentId> ids, long[] epochs) throws StoreException {
        Set<ContentId> missing = new HashSet<>(ids);
        for (long epoch : epochs) {
            List<ContentId> asked = List.copyOf(missing);
            for (int from = 0; from < asked.size(); from += LOOKS_AT_ONCE) {
                List<ContentId> some =
                        asked.subList(from, Math.min(from + LOOKS_AT_ONCE, asked.size()));
                List<CompletableFuture<OptionalLong>> looks = new ArrayList<>();
                some.forEach(id -> looks.add(bucket.sizeLater(layout.object(epoch, id))));
                for (int i = 0; i < some.size(); i++) {
                    String key = layout.object(epoch, some.get(i));
                    if (BlobPuts.await(looks.get(i), key).isPresent()) {
                        missing.remove(some.get(i));
                    }
                }
            }
        }
        return missing;
    }

    Stream<ObjectSummary> list(long epoch) {
        return list(epoch, "");
    }

    private Stream<ObjectSummary> list(long epoch, String start) {
        String prefix = layout.objects(epoch);
        return ConcatIterator.stream(bucket.list(prefix + start))
                .filter(item -> item.key().substring(prefix.length()).matches("[0-9a-f]{64}"))
                .map(item -> summary(epoch, item));
    }

    Stream<AuditedObject> audit(StandaloneParts.Share share) {
        return list(share.epoch(), share.digit()).flatMap(copy -> audit(copy).stream());
    }

    /**
     * Whether a sound copy lies in an epoch; reads it.
     *
     * @param place where none is looked for
     */
    boolean isSoundElsewhere(ContentId id, long epoch, String place) throws StoreException {
        String key = layout.object(epoch, id);
        OptionalLong size = bucket.size(key);
        return size.isPresent()
                && !layout.place(key).equals(place)
                && audit(summary(epoch, new BlobClient.Item(key, size.getAsLong())))
                        .filter(copy -> copy.damage().isEmpty())
                        .isPresent();
    }

    int erase(ContentId id, long[] epochs) throws StoreException {
        int copies = 0;
        for (long epoch : epochs) {
            if (bucket.size(layout.object(epoch, id)).isPresent()) {
                bucket.delete(layout.object(epoch, id));
                bucket.delete(layout.tree(epoch, id));
                copies++;
            }
        }
        return copies;
    }

    private ObjectSummary summary(long epoch, BlobClient.Item item) {
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
            int first = (int) Math.max(1, Math.min(copy.sizeBytes(), CopyAudit.STEP_BYTES));
            return bucket.get(key, 0, first)
                    .map(part -> new BucketObject(bucket, key, "", 0, part))
                    .map(raw -> CopyAudit.of(copy, raw));
        } catch (StoreException e) {
            return Optional.of(
                    new AuditedObject(copy, Optional.of("it cannot be read: " + e.getMessage())));
        }
    }
}
