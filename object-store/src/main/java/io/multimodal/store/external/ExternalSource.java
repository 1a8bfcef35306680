// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads the objects under one prefix. Every call blocks, has a time-out and is retried where that
 * can help. Thread-safe.
 */
@Public
public interface ExternalSource extends AutoCloseable {
    /**
     * The version of the object that is at a place now.
     *
     * @throws io.multimodal.store.error.ObjectNotFoundException if nothing does
     */
    ExternalVersion look(ExternalUri uri) throws StoreException;

    /**
     * The bytes {@code [offset, offset + length)} and the version that they belong to, which the
     * caller compares. Fewer bytes if the object ends within the range.
     *
     * @param offset in bytes, at least 0
     * @param length in bytes, at least 1
     * @param expected the validator that the caller will compare with, so that another version need
     *     not be sent; empty where any will do
     * @throws io.multimodal.store.error.ObjectNotFoundException if nothing lies there
     * @throws io.multimodal.store.error.CorruptObjectException if the answer contradicts itself
     */
    ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException;

    /**
     * The objects whose keys begin with a prefix and come after a key, in the order of the UTF-8
     * bytes of their keys. The iterator reads the listing in pages, blocks, and throws an {@link
     * java.io.UncheckedIOException} of a {@link StoreException}.
     *
     * @param prefix ends anywhere, also within a name
     * @param after empty for the beginning; perhaps the key of no object
     * @throws RefusedException by default: a source need not be able to list
     */
    default Iterator<ExternalItem> list(String prefix, String after) throws StoreException {
        throw new RefusedException(
                "Cannot list "
                        + prefix
                        + " in "
                        + this
                        + ": objects of this scheme cannot be listed");
    }

    /**
     * Where an object lies now, so that its server can copy it; empty, as it is by default, where
     * none does. Blocks.
     */
    default Optional<ObjectPlace> place(ExternalUri uri) throws StoreException {
        return Optional.empty();
    }

    @Override
    void close();
}
