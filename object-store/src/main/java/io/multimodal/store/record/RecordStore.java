// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.record;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Small records that a store keeps beside its objects, each under a key that is not the digest of
 * its content: cached predictions, dead letters, attributes. A record is written once under its
 * key. Since records can be computed again, they may be lost (but are never torn) in a power
 * failure, and a damaged record counts as absent. Thread-safe; every call blocks.
 */
@Public
public interface RecordStore {
    /** The maximum number of bytes of a record. */
    int MAX_RECORD_BYTES = 1 << 20;

    /**
     * Writes a record, unless one exists under the key.
     *
     * @param space which kind of record: 1 to 64 of {@code a-z 0-9 -}
     * @param value 0 to {@link #MAX_RECORD_BYTES} bytes; not kept
     * @return whether this call wrote it
     * @throws io.multimodal.store.error.ObjectTooLargeException if the value is longer
     * @throws IllegalArgumentException if the space has another form
     */
    boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException;

    /** A copy of the record under this key; empty if there is none or it is damaged. */
    Optional<byte[]> get(String space, ContentId key) throws StoreException;

    /** The spaces that have records, in no order. The caller closes the stream. */
    Stream<String> spaces() throws StoreException;

    /** The keys of all records of a space, in no order. The caller closes the stream. */
    Stream<ContentId> keys(String space) throws StoreException;

    /** How much a space holds. Records that are written meanwhile may be counted or not. */
    Usage usage(String space) throws StoreException;

    /**
     * Removes a record; nothing happens where there is none. A later {@link #putIfAbsent} writes
     * one again.
     */
    void remove(String space, ContentId key) throws StoreException;

    /**
     * How much a space holds.
     *
     * @param records how many records, damaged ones included
     * @param bytes how long their values are together
     */
    record Usage(long records, long bytes) {
        /** An empty space. */
        public static final Usage NONE = new Usage(0, 0);

        /** This and another one together. */
        public Usage plus(Usage other) {
            return new Usage(records + other.records, bytes + other.bytes);
        }
    }
}
