// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.LongStream;

/**
 * The epochs of a store, as names of empty objects: the greatest is the present one. Thread-safe.
 */
public final class BucketEpochs {
    private static final long REFRESH_NANOS = 30_000_000_000L;

    private final Bucket bucket;
    private final String prefix;
    private volatile long[] newestFirst = {1};
    private volatile long listedAtNanos = System.nanoTime() - 2 * REFRESH_NANOS;

    public BucketEpochs(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    public long[] known() {
        return newestFirst;
    }

    public long present() throws StoreException {
        if (System.nanoTime() - listedAtNanos > REFRESH_NANOS) {
            list();
        }
        return newestFirst[0];
    }

    /** Looks again, and says whether there are others than were known. */
    public boolean list() throws StoreException {
        long now = System.nanoTime();
        LongStream.Builder found = LongStream.builder();
        try {
            for (Iterator<Bucket.Item> items = bucket.list(prefix); items.hasNext(); ) {
                String name = items.next().key().substring(prefix.length());
                if (name.matches("[1-9][0-9]{0,17}")) {
                    found.add(-Long.parseLong(name));
                }
            }
        } catch (UncheckedIOException e) {
            throw unchecked(e);
        }
        long[] epochs = found.build().sorted().map(negative -> -negative).toArray();
        if (epochs.length == 0) {
            epochs = new long[] {1};
        }
        boolean changed = !Arrays.equals(epochs, newestFirst);
        newestFirst = epochs;
        listedAtNanos = now;
        return changed;
    }

    private static StoreException unchecked(UncheckedIOException e) {
        if (e.getCause() instanceof StoreException typed) {
            return typed;
        }
        throw e;
    }
}
