// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.StoreException;

/**
 * What a store has to know about its server before it writes.
 *
 * @param checksPuts whether it refuses a put whose SHA-256 is wrong; where it does not, what was
 *     put is read back before it is acknowledged
 * @param checksParts the same of the parts of large objects
 */
record ServerTraits(boolean checksPuts, boolean checksParts) {
    /** Where nothing is read back. */
    static final ServerTraits CHECKS_ALL = new ServerTraits(true, true);

    /** Where a server's traits come from. */
    @FunctionalInterface
    interface Source {
        /** Blocks where the server has to be tried first. */
        ServerTraits of(S3Bucket bucket) throws StoreException;

        /** Whether conditional puts are such; asked before a store is made. May block. */
        default boolean holdsToConditions() throws StoreException {
            return true;
        }
    }
}
