// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import java.util.Optional;

/** An object as it lies in a backend, opened and not verified. Used by one thread at a time. */
public interface RawObject extends AutoCloseable {
    /** Where it lies, for messages: a path or a key, never a credential. */
    String place();

    /** How many bytes lie there. */
    long lengthBytes();

    /**
     * The bytes {@code [offset, offset + length)}, which the caller knows to lie inside.
     *
     * @return an array of exactly that many bytes
     */
    byte[] read(long offset, int length) throws StoreException;

    /** The digests of its range tree as they lie beside the object; empty where there are none. */
    Optional<byte[]> treeDigests() throws StoreException;

    @Override
    void close();
}
