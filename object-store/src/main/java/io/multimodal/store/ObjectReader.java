// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.StoredRef;

/** Reads the objects of a store. Thread-safe. */
@Public
public interface ObjectReader {
    /**
     * A lazy handle on an object. Does not block: whether the object exists is found when the
     * handle is used.
     *
     * @throws RefusedException if the reference names another store
     */
    ObjectHandle open(StoredRef ref) throws StoreException;
}
