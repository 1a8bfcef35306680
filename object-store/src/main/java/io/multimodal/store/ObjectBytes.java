// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;

/**
 * Reads whole objects into memory, by the methods of {@link ObjectReader} and {@link ObjectHandle}
 * alone, so that no decorator is bypassed. Thread-safe.
 */
@Public
public final class ObjectBytes {
    private ObjectBytes() {}

    /**
     * The whole object behind a reference. Blocks.
     *
     * @param reader the store that a stored reference names
     * @param maxBytes the most bytes that the caller can take
     * @throws ObjectTooLargeException if the object has more, before anything is read
     * @throws IllegalArgumentException if the reference is external or derived, which one store
     *     cannot read
     */
    public static byte[] read(ObjectReader reader, ObjectRef ref, long maxBytes)
            throws StoreException {
        if (ref instanceof InlineRef inline) {
            checkSize(inline, inline.shared().length, maxBytes);
            return inline.content();
        } else if (ref instanceof StoredRef stored) {
            checkSize(stored, stored.length(), maxBytes);
            return reader.open(stored).read(0, (int) stored.length());
        }
        throw new IllegalArgumentException("A store reads what lies in it, not " + ref);
    }

    /**
     * The whole object of a handle. Blocks.
     *
     * @param ref the reference to the object, for the error message
     * @param maxBytes the most bytes that the caller can take
     * @throws ObjectTooLargeException if the object has more, before anything is read
     */
    public static byte[] read(ObjectHandle handle, ObjectRef ref, long maxBytes)
            throws StoreException {
        checkSize(ref, handle.sizeBytes(), maxBytes);
        return handle.read(0, (int) handle.sizeBytes());
    }

    private static void checkSize(ObjectRef ref, long bytes, long maxBytes)
            throws ObjectTooLargeException {
        if (bytes > Math.min(maxBytes, Integer.MAX_VALUE - 8)) {
            throw new ObjectTooLargeException(
                    "The object "
                            + ref
                            + " has "
                            + bytes
                            + " bytes, at most "
                            + maxBytes
                            + " can be read at once; read it as a stream or raise the limit");
        }
    }
}
