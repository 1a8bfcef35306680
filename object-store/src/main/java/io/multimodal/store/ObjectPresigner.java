// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.StoredRef;
import java.net.URI;
import java.time.Duration;

/** The role of whoever lets somebody else fetch an object for a while, without credentials. */
@Public
public interface ObjectPresigner {
    /** The longest time that a URL may hold. */
    Duration MAX_EXPIRES = Duration.ofDays(7);

    /**
     * A URL by which anybody may fetch an object until it expires. It is a secret: it is made on
     * demand, and nobody logs or stores it. Who fetches by it verifies the bytes himself. Blocks.
     *
     * @param expires one second to {@link #MAX_EXPIRES}
     * @throws RefusedException if this store, or the place where the object lies in it, has no URL
     * @throws ObjectNotFoundException if the store has no such object
     * @throws IllegalArgumentException if the time is too short or too long
     */
    URI presign(StoredRef ref, Duration expires) throws StoreException;

    /** The time itself, if a URL may hold so long. */
    static Duration checkedExpires(Duration expires) {
        if (expires.toSeconds() < 1 || expires.compareTo(MAX_EXPIRES) > 0) {
            throw new IllegalArgumentException(
                    "A URL holds for one second to seven days, not for "
                            + expires.toSeconds()
                            + " seconds");
        }
        return expires;
    }
}
