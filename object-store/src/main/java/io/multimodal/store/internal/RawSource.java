// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.StoredRef;

/** Finds objects in a backend. Thread-safe. */
@FunctionalInterface
public interface RawSource {
    /**
     * Opens an object where it lies.
     *
     * @throws io.multimodal.store.error.ObjectNotFoundException if it lies nowhere
     */
    RawObject open(StoredRef ref) throws StoreException;
}
