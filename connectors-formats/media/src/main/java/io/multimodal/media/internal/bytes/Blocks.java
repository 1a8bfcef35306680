// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.bytes;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object whose head is read in many small pieces: each brings a block, of which the last few
 * stay at hand. Longer reads pass. Not thread-safe, unlike other handles.
 */
public final class Blocks implements ObjectHandle {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int KEPT = 8;

    private final ObjectHandle object;
    private final Map<Long, byte[]> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    public Blocks(ObjectHandle object) {
        this.object = object;
    }

    @Override
    public long sizeBytes() {
        return object.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long block = offset / BLOCK_BYTES;
        int from = (int) (offset % BLOCK_BYTES);
        if (offset < 0 || length <= 0 || from + length > BLOCK_BYTES || length == BLOCK_BYTES) {
            return object.read(offset, length);
        }
        byte[] bytes = kept.get(block);
        if (bytes == null) {
            long start = block * BLOCK_BYTES;
            bytes = object.read(start, (int) Math.min(BLOCK_BYTES, sizeBytes() - start));
            kept.put(block, bytes);
        }
        if (from + length > bytes.length) {
            throw new IndexOutOfBoundsException(
                    "A range of %d bytes from %d leaves the object, which has %d"
                            .formatted(length, offset, sizeBytes()));
        }
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    @Override
    public InputStream stream() throws StoreException {
        return object.stream();
    }
}
