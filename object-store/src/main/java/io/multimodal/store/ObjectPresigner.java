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

/**
 * Makes URLs by which others can fetch an object for a limited time, without credentials.
 * Thread-safe.
 */
@Public
public interface ObjectPresigner {
    /** The longest time for which a URL is valid. */
    Duration MAX_EXPIRES = Duration.ofDays(7);

    /**
     * A URL by which anybody can fetch an object until it expires. It is a secret: make it on
     * demand, and neither log nor store it. The bytes that it returns are not verified. Blocks.
     *
     * @param expires one second to {@link #MAX_EXPIRES}
     * @throws RefusedException if this store, or the place where the object lies in it, has no URL
     * @throws ObjectNotFoundException if the store has no such object
     * @throws IllegalArgumentException if the time is too short or too long
     */
    URI presign(StoredRef ref, Duration expires) throws StoreException;

    /**
     * The given time, if it is one second to {@link #MAX_EXPIRES}. Does not block.
     *
     * @throws IllegalArgumentException if the time is too short or too long
     */
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
