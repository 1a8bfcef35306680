// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.error.StoreException;

/**
 * What a store has to know about its server before it writes.
 *
 * @param checksPuts whether it refuses a put whose SHA-256 is wrong; where it does not, what was
 *     put is read back before it is acknowledged
 * @param checksUploads the same of large objects
 */
public record ServerCapabilities(boolean checksPuts, boolean checksUploads) {
    /** Where nothing is read back. */
    public static final ServerCapabilities CHECKS_ALL = new ServerCapabilities(true, true);

    /** Where a server's capabilities come from. */
    @FunctionalInterface
    public interface Source {
        /** Blocks where the server has to be tried first. */
        ServerCapabilities capabilities() throws StoreException;

        /** Whether conditional puts are such; asked before a store is made. May block. */
        default boolean holdsToConditions() throws StoreException {
            return true;
        }
    }
}
