// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reference to an object in a store.
 *
 * @param storeId the store: the four bytes of its root object, as an int
 * @param id the name of the object
 * @param length its size in bytes, at least 0
 * @param treeRoot the root of its {@linkplain RangeTree range tree}: present if and only if {@code
 *     length} exceeds {@link RangeTree#THRESHOLD_BYTES}
 */
@Public
public record StoredRef(int storeId, ContentId id, long length, Optional<ContentId> treeRoot)
        implements ObjectRef {
    public StoredRef {
        if (length < 0) {
            throw new IllegalArgumentException("An object has no negative length: " + length);
        }
        if (treeRoot.isPresent() != length > RangeTree.THRESHOLD_BYTES) {
            throw new IllegalArgumentException(
                    "A reference holds the root of its range tree exactly where the object is longer than "
                            + RangeTree.THRESHOLD_BYTES
                            + " bytes; this one has "
                            + length);
        }
    }

    @Override
    public OptionalLong sizeBytes() {
        return OptionalLong.of(length);
    }

    /** Its name in the store. */
    @Override
    public String toString() {
        return "the object " + id;
    }
}
