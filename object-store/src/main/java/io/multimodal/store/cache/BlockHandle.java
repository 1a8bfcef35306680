// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.cache.DiskCache.Block;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.WindowStream;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** An object whose blocks are looked up on disk first; neighbours that miss are read together. */
final class BlockHandle implements ObjectHandle {
    private final StoredRef ref;
    private final ObjectHandle handle;
    private final DiskCache cache;
    private final long segmentBytes;

    BlockHandle(StoredRef ref, ObjectHandle handle, DiskCache cache) {
        this.ref = ref;
        this.handle = handle;
        this.cache = cache;
        this.segmentBytes = RangeTree.segmentBytes(ref.length());
    }

    @Override
    public long sizeBytes() {
        return ref.length();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, length, ref.length());
        if (ref.treeRoot().isEmpty()) {
            byte[] whole = whole();
            return length == whole.length
                    ? whole
                    : Arrays.copyOfRange(whole, (int) offset, (int) offset + length);
        }
        return cache.admits(segmentBytes) && length > 0
                ? readSegments(offset, length)
                : handle.read(offset, length);
    }

    @Override
    public InputStream stream() throws StoreException {
        if (ref.treeRoot().isEmpty()) {
            return new ByteArrayInputStream(whole());
        }
        return cache.admits(ref.length())
                ? new WindowStream(ref.length(), this::read, () -> {})
                : handle.stream();
    }

    private byte[] whole() throws StoreException {
        int length = (int) ref.length();
        if (!cache.admits(length)) {
            return handle.read(0, length);
        }
        Block block = new Block(ref, Block.WHOLE);
        Optional<byte[]> found = cache.find(block);
        if (found.isPresent()) {
            return found.get();
        }
        byte[] bytes = handle.read(0, length);
        cache.keep(block, bytes, 0, length);
        return bytes;
    }

    private byte[] readSegments(long offset, int length) throws StoreException {
        byte[] out = new byte[length];
        long end = offset + length;
        for (long segment = offset / segmentBytes; start(segment) < end; ) {
            Optional<byte[]> found = cache.find(new Block(ref, segment));
            if (found.isPresent()) {
                copy(found.get(), start(segment), out, offset);
                segment++;
            } else {
                int count = missing(segment, end);
                copy(load(segment, count), start(segment), out, offset);
                segment += count;
            }
        }
        return out;
    }

    /** How many segments from this one on are to be read from the store together. */
    private int missing(long first, long end) {
        int count = 1;
        while ((count + 1) * segmentBytes <= WindowStream.WINDOW_BYTES
                && start(first + count) < end
                && !cache.holds(new Block(ref, first + count))) {
            count++;
        }
        return count;
    }

    private byte[] load(long first, int count) throws StoreException {
        long from = start(first);
        int length = (int) (Math.min(start(first + count), ref.length()) - from);
        byte[] bytes = handle.read(from, length);
        for (int i = 0; i < count; i++) {
            Block block = new Block(ref, first + i);
            cache.keep(block, bytes, (int) (i * segmentBytes), block.lengthBytes());
        }
        return bytes;
    }

    /** Copies the part of {@code bytes}, which begin at {@code from}, that the caller wants. */
    private static void copy(byte[] bytes, long from, byte[] out, long offset) {
        int skipped = (int) Math.max(0, offset - from);
        int target = (int) Math.max(0, from - offset);
        int count = Math.min(bytes.length - skipped, out.length - target);
        System.arraycopy(bytes, skipped, out, target, count);
    }

    private long start(long segment) {
        return segment * segmentBytes;
    }
}
