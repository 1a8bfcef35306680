// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Small records beside the objects, each named by a key instead of its content: memoised results,
 * dead letters, attributes. A record is written once under its key; what is derived can always be
 * computed again, so records may be lost in a power failure (never torn) and a damaged one counts
 * as absent. Thread-safe; every call blocks.
 */
@Public
public interface RecordStore {
    /** The most bytes that a record may have. */
    int MAX_RECORD_BYTES = 1 << 20;

    /**
     * Writes a record unless the key has one.
     *
     * @param space which kind of record: 1 to 64 of {@code a-z 0-9 -}
     * @return whether this call wrote it
     */
    boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException;

    /** The record with this key; empty where there is none or it is damaged. */
    Optional<byte[]> get(String space, ContentId key) throws StoreException;

    /** The kinds of record that there are, in no order. The caller closes the stream. */
    Stream<String> spaces() throws StoreException;

    /** The keys of all records of a kind, in no order. The caller closes the stream. */
    Stream<ContentId> keys(String space) throws StoreException;
}
