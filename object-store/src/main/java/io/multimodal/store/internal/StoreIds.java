// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.StoredRef;
import java.util.HexFormat;

/** Compares the store that a reference names with the store that was asked. */
public final class StoreIds {
    private StoreIds() {}

    /** A store's id as people see it: eight hexadecimal digits. */
    public static String hex(int storeId) {
        return HexFormat.of().toHexDigits(storeId);
    }

    /**
     * Does nothing if the reference names this store.
     *
     * @param store the store's own text form
     */
    public static void check(StoredRef ref, StoreRoot root, String store) throws RefusedException {
        if (ref.storeId() != root.storeId()) {
            throw new RefusedException(
                    "The reference to "
                            + ref.id()
                            + " names the store "
                            + hex(ref.storeId())
                            + ", this is "
                            + hex(root.storeId())
                            + " ("
                            + store
                            + ")");
        }
    }
}
