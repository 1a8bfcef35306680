// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.PackCatalog;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackSource;
import io.multimodal.store.ref.StoredRef;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds where the objects of a store lie: in a pack or alone, in which epoch. Thread-safe. */
final class BucketObjects {
    private final Bucket bucket;
    private final BucketLayout layout;
    private final Epochs epochs;
    private final PackCatalog catalog;
    private final BucketPacks packs;
    private final StandaloneObjects loose;

    BucketObjects(
            Bucket bucket,
            BucketLayout layout,
            Epochs epochs,
            PackCatalog catalog,
            BucketPacks packs,
            StandaloneObjects loose) {
        this.bucket = bucket;
        this.layout = layout;
        this.epochs = epochs;
        this.catalog = catalog;
        this.packs = packs;
        this.loose = loose;
    }

    /** The object, not verified, also where another process put it just now. */
    Optional<RawObject> find(StoredRef ref) throws StoreException {
        boolean small = ref.length() < PackFormat.MAX_RECORD_BYTES;
        Optional<RawObject> found = small ? packs.find(ref) : Optional.empty();
        long[] looked = epochs.known();
        for (long epoch : looked) {
            if (found.isEmpty() && small && packs.loadOnce(epoch)) {
                found = packs.find(ref);
            }
            if (found.isEmpty()) {
                found = loose.find(ref, epoch);
            }
        }
        if (found.isEmpty()) {
            found = findNew(ref, small, looked);
        }
        return found;
    }

    /** What others have put since this process looked. */
    private Optional<RawObject> findNew(StoredRef ref, boolean small, long[] looked)
            throws StoreException {
        epochs.list();
        long[] known = epochs.known();
        Optional<RawObject> found = small ? packs.lookAgain(ref, known) : Optional.empty();
        for (long epoch : known) {
            boolean isNew = LongStream.of(looked).noneMatch(before -> before == epoch);
            if (found.isEmpty() && isNew) {
                found = loose.find(ref, epoch);
            }
        }
        return found;
    }

    /** The key of an object that has one of its own; empty where it lies in none of its length. */
    Optional<String> standaloneKey(StoredRef ref) throws StoreException {
        for (long epoch : epochs.known()) {
            String key = layout.object(epoch, ref.id());
            if (bucket.size(key).orElse(-1) == ref.length()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /**
     * Where an object lies that has a key of its own; empty where it lies in none of its length.
     */
    Optional<ObjectPlace> place(StoredRef ref) throws StoreException {
        for (long epoch : epochs.known()) {
            Optional<ObjectPlace> place = bucket.place(layout.object(epoch, ref.id()));
            if (place.isPresent() && place.get().sizeBytes() == ref.length()) {
                return place;
            }
        }
        return Optional.empty();
    }

    /** The objects of an epoch that lie in packs. */
    Stream<ObjectSummary> packed(long epoch) {
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
