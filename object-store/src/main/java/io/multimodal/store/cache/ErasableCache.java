// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ref.ContentId;
import java.util.Set;

/** A cache that drops what was erased from a store. Thread-safe. */
public interface ErasableCache {
    /** Whether something of this store may lie here; never false where something does. */
    boolean mayHold(int storeId);

    /** Drops all bytes of these objects of a store. Blocks while files are deleted. */
    void forget(int storeId, Set<ContentId> ids);
}
