// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RootFile;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Deletes the objects of an epoch, several at once. One request deletes one object: not every
 * server can delete several by one, and those that can count each of them against their limits.
 */
final class BucketReclaimer implements EpochReclaimer {
    private static final int IN_FLIGHT = 64;
    private static final int MAX_ROOT_BYTES = 4096;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final StoreRoot root;

    BucketReclaimer(Bucket bucket, BucketLayout layout, StoreRoot root) {
        this.bucket = bucket;
        this.layout = layout;
        this.root = root;
    }

    /** The root is written over with what it says already, save the format. */
    @Override
    public void fenceOldReleases() throws StoreException {
        if (!bucket.holdsToConditions()) {
            throw new RefusedException(
                    "Cannot collect garbage in "
                            + bucket
                            + ": its server does not decide which of several conditional puts wins"
                            + " (bin/store analyze shows it), and on such servers collection was"
                            + " not tried; copy the store to another server");
        }
        byte[] text = RootFile.encodeCollected(root);
        BlobPuts.await(
                bucket.put(layout.root(), text, BlobPuts.sha256(text), false), layout.root());
    }

    @Override
    public boolean isFenced() throws StoreException {
        return bucket.get(layout.root(), 0, MAX_ROOT_BYTES)
                .filter(text -> RootFile.isCollected(text.bytes()))
                .isPresent();
    }

    @Override
    public Contents contents(long epoch, Consumer<Contents> seen) throws StoreException {
        Contents all = Contents.NONE;
        try {
            for (String prefix : prefixes(epoch)) {
                for (Iterator<BlobClient.Item> items = bucket.list(prefix); items.hasNext(); ) {
                    all = all.plus(tell(items.next(), seen));
                }
            }
            return all;
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    /** Indexes go first, so that none speaks of a pack that is gone. */
    @Override
    public Contents remove(long epoch, Consumer<Contents> removed) throws StoreException {
        Contents all = Contents.NONE;
        try {
            for (String prefix : prefixes(epoch)) {
                all = all.plus(remove(prefix, removed));
            }
            return all;
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private Contents remove(String prefix, Consumer<Contents> removed) throws StoreException {
        Contents all = Contents.NONE;
        Deque<Deletion> deletions = new ArrayDeque<>();
        for (Iterator<BlobClient.Item> items = bucket.list(prefix); items.hasNext(); ) {
            BlobClient.Item item = items.next();
            deletions.add(new Deletion(item, bucket.deleteLater(item.key())));
            if (deletions.size() == IN_FLIGHT) {
                all = all.plus(await(deletions.remove(), removed));
            }
        }
        while (!deletions.isEmpty()) {
            all = all.plus(await(deletions.remove(), removed));
        }
        return all;
    }

    private static Contents await(Deletion deletion, Consumer<Contents> removed)
            throws StoreException {
        BlobPuts.await(deletion.done(), deletion.item().key());
        return tell(deletion.item(), removed);
    }

    private static Contents tell(BlobClient.Item item, Consumer<Contents> listener) {
        Contents one = new Contents(1, item.sizeBytes());
        listener.accept(one);
        return one;
    }

    private List<String> prefixes(long epoch) {
        return List.of(
                layout.indexes(epoch),
                layout.packs(epoch),
                layout.objects(epoch),
                layout.trees(epoch));
    }

    private record Deletion(BlobClient.Item item, CompletableFuture<Void> done) {}

    @Override
    public boolean hasTrash() {
        return false;
    }

    @Override
    public Contents restore(long epoch) {
        throw new UnsupportedOperationException("A bucket has no trash");
    }

    @Override
    public void emptyTrash(long epoch) {}
}
