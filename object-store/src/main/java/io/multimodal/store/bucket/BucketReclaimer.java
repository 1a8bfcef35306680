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
import java.util.Iterator;
import java.util.List;

/** Deletes the objects of an epoch one by one, since a server may keep versions of its own. */
final class BucketReclaimer implements EpochReclaimer {
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
    public Contents contents(long epoch) throws StoreException {
        return each(epoch, item -> {});
    }

    @Override
    public Contents remove(long epoch) throws StoreException {
        return each(epoch, item -> bucket.delete(item.key()));
    }

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

    private Contents each(long epoch, Action action) throws StoreException {
        Contents all = Contents.NONE;
        try {
            for (String prefix :
                    List.of(
                            layout.indexes(epoch),
                            layout.packs(epoch),
                            layout.objects(epoch),
                            layout.trees(epoch))) {
                for (Iterator<BlobClient.Item> items = bucket.list(prefix); items.hasNext(); ) {
                    BlobClient.Item item = items.next();
                    action.on(item);
                    all = all.plus(new Contents(1, item.sizeBytes()));
                }
            }
            return all;
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private interface Action {
        void on(BlobClient.Item item) throws StoreException;
    }
}
