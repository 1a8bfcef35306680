// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.record;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Small documents beside the objects of a store, by whose names its processes agree what is kept:
 * epochs, leases, roots, horizons. A name is used once, and a document never changes, so that a
 * request that arrives late, or twice, does no harm. Thread-safe; every call blocks.
 */
@Public
public interface ControlDocuments {
    /** The longest document, in bytes. */
    int MAX_BYTES = 64 << 10;

    /**
     * Writes a document; it is durable when this returns. A document that is there is left as it
     * is.
     *
     * @param name {@code folder/name}, each of {@code a-z 0-9 -}
     * @param document at most {@link #MAX_BYTES}
     */
    void write(String name, byte[] document) throws StoreException;

    /** A document; empty where there is none. */
    Optional<byte[]> read(String name) throws StoreException;

    /**
     * The documents of a folder, in no order; none where there is no folder. What was written
     * before the call is listed.
     *
     * @param folder the part of the names before the slash
     */
    List<Entry> list(String folder) throws StoreException;

    /** Removes a document; nothing happens where there is none. */
    void remove(String name) throws StoreException;

    /**
     * A document in a listing.
     *
     * @param name without the folder
     * @param writtenAt by the clock of whoever keeps the documents; empty where it does not say
     */
    record Entry(String name, Optional<Instant> writtenAt) {}
}
