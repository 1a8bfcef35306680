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
 * One object, which is read whole or in ranges. Every byte that is returned was verified: a read
 * returns the object's bytes or throws a {@link StoreException}. A handle that failed may be used
 * again. Thread-safe; holds no resource between calls, so it is not closed.
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
     * together, so one request serves many frames, chunks or members that an index names. Blocks.
     *
     * @throws IndexOutOfBoundsException if a range leaves the object
     */
    default List<byte[]> read(List<ByteRange> ranges) throws StoreException {
        return CoalescedReads.of(this, ranges);
    }

    /**
     * The whole object as a stream, in bounded memory. Blocks while it opens and reads. A stream
     * that reaches its end has been verified to its last byte. A stream that finds damage throws
     * {@link CorruptObjectException} before it returns a damaged part; an object without a range
     * tree (at most {@link RangeTree#THRESHOLD_BYTES}) may be read to its end first. The stream is
     * not thread-safe. The caller closes it.
     */
    InputStream stream() throws StoreException;
}
