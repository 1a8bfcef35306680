// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pack that is read from its bucket in windows, since whoever reads one byte of it reads those
 * near it next. Used by one thread.
 */
final class BucketPackSource implements PackSource {
    private static final int WINDOW_BYTES = 4 << 20;

    /** The footer of some 1,600 objects: the end of a pack is asked for first. */
    private static final int TAIL_BYTES = 64 << 10;

    private final Bucket bucket;
    private final BucketLayout layout;
    private final BucketPack pack;
    private byte[] window = {};
    private long windowAt;
    private boolean gone;

    BucketPackSource(Bucket bucket, BucketLayout layout, BucketPack pack) {
        this.bucket = bucket;
        this.layout = layout;
        this.pack = pack;
    }

    @Override
    public long epoch() {
        return pack.epoch();
    }

    @Override
    public boolean sealed() {
        return true;
    }

    @Override
    public String place() {
        return layout.place(layout.pack(pack));
    }

    /** Whether it turned out that there is no such pack any more. */
    boolean gone() {
        return gone;
    }

    @Override
    public OptionalLong size() {
        return gone ? OptionalLong.empty() : OptionalLong.of(pack.sizeBytes());
    }

    @Override
    public Optional<byte[]> read(long offset, int length) throws StoreException {
        int step = (int) Math.max(0, Math.min(length, pack.sizeBytes() - offset));
        if (step > 0 && (offset < windowAt || offset + step > windowAt + window.length)) {
            fetch(offset, step);
        }
        if (gone) {
            return Optional.empty();
        }
        int from = (int) (offset - windowAt);
        return Optional.of(
                from < 0 || from > window.length
                        ? new byte[0]
                        : Arrays.copyOfRange(window, from, Math.min(from + step, window.length)));
    }

    private void fetch(long offset, int length) throws StoreException {
        long end = Math.min(pack.sizeBytes(), offset + Math.max(length, WINDOW_BYTES));
        long start = Math.min(offset, Math.max(0, end - TAIL_BYTES));
        Optional<BlobClient.Part> part = bucket.get(layout.pack(pack), start, (int) (end - start));
        gone = part.isEmpty();
        window = part.map(BlobClient.Part::bytes).orElse(new byte[0]);
        windowAt = start;
    }
}
