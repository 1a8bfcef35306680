// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.Set;

/** Finds out which objects a store has. Thread-safe. */
@Public
public interface ObjectProbe {
    /** Those of the ids that this store has no object for, asked in one batch. Blocks. */
    Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException;

    /**
     * Those of the ids that have no object in this epoch or a later one: what lies in older epochs
     * only may be collected soon. By default epochs are not told apart. Blocks.
     */
    default Set<ContentId> findMissing(Set<ContentId> ids, long fromEpoch) throws StoreException {
        return findMissing(ids);
    }
}
