// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.util.Optional;

/**
 * One copy of an object in a store, as it is listed, unverified.
 *
 * @param id the object's name
 * @param sizeBytes the bytes of this copy
 * @param epoch the epoch that it was put in
 * @param place its path or key below the store's own, for messages
 * @param treeRoot the root of its range tree, where it is long enough and one lies beside it
 */
@Public
public record ObjectSummary(
        ContentId id, long sizeBytes, long epoch, String place, Optional<ContentId> treeRoot) {
    /**
     * The reference to the object; empty if the object is longer than {@link
     * io.multimodal.store.ref.RangeTree#THRESHOLD_BYTES} and its range tree was lost.
     */
    public Optional<StoredRef> ref(int storeId) {
        if (RangeTree.covers(sizeBytes) != treeRoot.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new StoredRef(storeId, id, sizeBytes, treeRoot));
    }
}
