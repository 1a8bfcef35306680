// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One eraser or {@linkplain PackMerger merger} at a time makes packs anew: of two, each could copy
 * what the other takes out. Whoever wants to writes a name and lists them; if there is another he
 * takes his back and tries again later. A name older than a minute is of a process that was killed.
 * No object is lost where clocks differ so much that two have their turn, only an erasure may have
 * to be repeated.
 */
final class EraseLock implements AutoCloseable {
    static final Duration STALE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = STALE.plusSeconds(30);

    private final Bucket bucket;
    private final String prefix;
    private final InstantSource clock;
    private String mine;

    private EraseLock(Bucket bucket, String prefix, InstantSource clock) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.clock = clock;
    }

    /**
     * Waits for the turn. Blocks, for a minute and a half at most.
     *
     * @throws StoreUnavailableException if others erase all the time
     */
    static EraseLock await(Bucket bucket, BucketLayout layout, InstantSource clock)
            throws StoreException {
        EraseLock turn = new EraseLock(bucket, layout.erasing(), clock);
        long start = clock.millis();
        for (long waitMillis = 10; !turn.take(); waitMillis = Math.min(1000, 2 * waitMillis)) {
            if (clock.millis() - start > PATIENCE.toMillis()) {
                throw new StoreUnavailableException(
                        "Cannot erase from the store in "
                                + bucket
                                + ": others have been erasing for "
                                + PATIENCE.toSeconds()
                                + " s; try again");
            }
            turn.pause(waitMillis);
        }
        return turn;
    }

    /** The turn if nobody has it; it is not waited for. */
    static Optional<EraseLock> ifFree(Bucket bucket, BucketLayout layout, InstantSource clock)
            throws StoreException {
        EraseLock turn = new EraseLock(bucket, layout.erasing(), clock);
        return turn.take() ? Optional.of(turn) : Optional.empty();
    }

    /** Says again that this process lives; before each pack. */
    void renew() throws StoreException {
        String before = mine;
        mine = write();
        bucket.delete(before);
    }

    @Override
    public void close() throws StoreException {
        bucket.delete(mine);
    }

    private boolean take() throws StoreException {
        if (others()) {
            return false;
        }
        mine = write();
        boolean alone = false;
        try {
            alone = !others();
            return alone;
        } finally {
            if (!alone) {
                bucket.delete(mine);
            }
        }
    }

    private boolean others() throws StoreException {
        try {
            List<String> names =
                    ConcatIterator.stream(bucket.list(prefix))
                            .map(BlobClient.Item::key)
                            .filter(name -> !name.equals(mine))
                            .toList();
            boolean others = false;
            for (String name : names) {
                if (BucketPack.madeAtMillis(name.substring(prefix.length()))
                        < clock.millis() - STALE.toMillis()) {
                    bucket.delete(name);
                } else {
                    others = true;
                }
            }
            return others;
        } catch (UncheckedIOException e) {
            throw Listings.typed(e);
        }
    }

    private String write() throws StoreException {
        byte[] empty = {};
        String name = prefix + BucketPack.newName(clock.millis());
        BlobPuts.await(bucket.put(name, empty, BlobPuts.sha256(empty), false), name);
        return name;
    }

    private void pause(long millis) throws StoreException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1 + millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to erase from " + bucket, e);
        }
    }
}
