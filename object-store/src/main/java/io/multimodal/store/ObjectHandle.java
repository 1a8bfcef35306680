// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.RangeTree;
import java.io.InputStream;
import java.util.List;

/**
 * One object, to be read whole or in ranges. Every byte handed out was verified: a reader gets the
 * object's bytes or a {@link StoreException}, never other bytes. Thread-safe; holds no resource
 * between calls.
 */
@Public
public interface ObjectHandle {
    /** The object's size in bytes, as its reference says. */
    long sizeBytes();

    /**
     * The bytes {@code [offset, offset + length)}. Blocks.
     *
     * @param offset where to begin, in bytes, at least 0
     * @param length how many bytes, at least 0
     * @return an array of exactly that many bytes
     * @throws IndexOutOfBoundsException if the range leaves the object
     */
    byte[] read(long offset, int length) throws StoreException;

    /**
     * The bytes of each range, in the order asked. Ranges that lie near each other are read
     * together: of frames, chunks or members that an index names one request brings many. Blocks.
     *
     * @throws IndexOutOfBoundsException if a range leaves the object
     */
    default List<byte[]> read(List<ByteRange> ranges) throws StoreException {
        return CoalescedReads.of(this, ranges);
    }

    /**
     * The whole object as a stream, in bounded memory. A stream that ends well has been verified to
     * its last byte; one that finds damage throws {@link CorruptObjectException} instead of handing
     * the damaged part out, which for an object without a range tree may mean that it reads all of
     * it first (at most {@link RangeTree#THRESHOLD_BYTES}). The caller closes it.
     */
    InputStream stream() throws StoreException;
}
