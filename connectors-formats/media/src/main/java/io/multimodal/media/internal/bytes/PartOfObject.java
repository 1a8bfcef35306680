// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.bytes;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spool.PositionedStream;
import java.io.InputStream;

/**
 * A range of an object's bytes as an object: what stands before and behind it is not seen.
 *
 * @param object stays the caller's
 * @param offset of the first byte
 * @param sizeBytes how many there are
 */
public record PartOfObject(ObjectHandle object, long offset, long sizeBytes)
        implements ObjectHandle {
    /** The bytes from one offset to before another. */
    public static ObjectHandle of(ObjectHandle object, long from, long to) {
        boolean whole = from == 0 && to == object.sizeBytes();
        return whole ? object : new PartOfObject(object, from, to - from);
    }

    @Override
    public byte[] read(long from, int length) throws StoreException {
        if (from < 0 || length < 0 || from > sizeBytes - length) {
            throw new IndexOutOfBoundsException(
                    "A range of %d bytes from %d leaves the part, which has %d"
                            .formatted(length, from, sizeBytes));
        }
        return object.read(offset + from, length);
    }

    @Override
    public InputStream stream() throws StoreException {
        return new PositionedStream(
                (position, target, at, length) -> {
                    int count = (int) Math.min(length, sizeBytes - position);
                    if (count <= 0) {
                        return -1;
                    }
                    System.arraycopy(read(position, count), 0, target, at, count);
                    return count;
                });
    }
}
