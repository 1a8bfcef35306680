// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.RootFile;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides what the root of a new store is, once for all who make it at the same time. Where the
 * server holds to conditions, the first to write the root decides. Where it does not, whoever
 * writes last would decide, after others have gone on with what they had read. So each writes a
 * candidate under a name of its own, and waits until every candidate that the server calls older is
 * listed for certain; the oldest is the root, ties being broken by name. All write that same root,
 * so it does not matter who is last. Candidates are never removed: somebody may be about to list
 * them.
 *
 * <p>This rests on the times that the server gives to objects, not on the clocks of those who ask,
 * and on no object becoming visible later than {@link #SETTLED} and four times what a request took
 * after its time.
 */
final class RootElection {
    /** Servers say when an object was written to the second. */
    static final Duration SETTLED = Duration.ofMillis(2_100);

    private static final int MAX_ROOT_BYTES = 4096;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final Pause pause;

    /**
     * @param pause waits; blocks
     */
    RootElection(Bucket bucket, BucketLayout layout, Pause pause) {
        this.bucket = bucket;
        this.layout = layout;
        this.pause = pause;
    }

    /** The root that is there; empty where there is no store. */
    static Optional<StoreRoot> root(Bucket bucket, BucketLayout layout) throws StoreException {
        return root(bucket, layout.root());
    }

    /** The root of the store, which is this one if nobody has made it before. Blocks. */
    StoreRoot existingOr(StoreRoot fresh, long epoch) throws StoreException {
        Optional<StoreRoot> there = root(bucket, layout);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] empty = {};
        String first = layout.epochs() + epoch;
        BlobPuts.await(bucket.put(first, empty, BlobPuts.sha256(empty), true), first);
        StoreRoot decided = bucket.holdsToConditions() ? fresh : elected(fresh);
        there = root(bucket, layout);
        if (there.isPresent()) {
            return there.get();
        }
        write(layout.root(), decided, true);
        return root(bucket, layout)
                .orElseThrow(
                        () ->
                                new StoreUnavailableException(
                                        "The root of the store in "
                                                + bucket
                                                + " was written and is not there; try again"));
    }

    private StoreRoot elected(StoreRoot fresh) throws StoreException {
        String mine = layout.founders() + BucketPack.newName();
        long begun = System.nanoTime();
        write(mine, fresh, false);
        Duration request = Duration.ofNanos(System.nanoTime() - begun);
        pause.forAtLeast(SETTLED.plus(request.multipliedBy(4)));
        long latest = writtenAt(mine).orElseThrow(() -> vanished(mine));
        try {
            List<String> names =
                    ConcatIterator.stream(bucket.list(layout.founders()))
                            .map(BlobClient.Item::key)
                            .toList();
            String oldest = mine;
            long oldestAt = latest;
            for (String name : names) {
                OptionalLong at = writtenAt(name);
                if (at.isPresent() && isOlder(at.getAsLong(), name, oldestAt, oldest)) {
                    oldest = name;
                    oldestAt = at.getAsLong();
                }
            }
            String winner = oldest;
            return root(bucket, winner).orElseThrow(() -> vanished(winner));
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private static boolean isOlder(long at, String name, long thanAt, String than) {
        return at < thanAt || (at == thanAt && name.compareTo(than) < 0);
    }

    private OptionalLong writtenAt(String key) throws StoreException {
        return bucket.writtenAtMillis(key);
    }

    private StoreUnavailableException vanished(String key) {
        return new StoreUnavailableException(
                "Cannot make a store in " + bucket + ": " + key + " is gone; try again");
    }

    private void write(String key, StoreRoot root, boolean ifAbsent) throws StoreException {
        byte[] text = RootFile.encode(root);
        BlobPuts.await(bucket.put(key, text, BlobPuts.sha256(text), ifAbsent), key);
    }

    private static Optional<StoreRoot> root(Bucket bucket, String key) throws StoreException {
        Optional<BlobClient.Part> text = bucket.get(key, 0, MAX_ROOT_BYTES);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(RootFile.decode(text.get().bytes(), bucket.toString()));
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void forAtLeast(Duration time) throws StoreException;
    }
}
