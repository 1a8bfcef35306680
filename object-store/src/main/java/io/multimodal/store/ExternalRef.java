// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run of bytes that lies outside every store and stays there (zero copy). It is the reader's
 * business to check that it has not changed since.
 *
 * @param uri where it lies, as it was given: no user information, no query that signs
 * @param offset where the object begins in it, in bytes, at least 0
 * @param sizeBytes how many bytes it has; empty where that was not known, meaning up to the end
 * @param validator the ETag or other version seen, compared for equality at every read; empty where
 *     there was none
 */
public record ExternalRef(
        String uri, long offset, OptionalLong sizeBytes, Optional<String> validator)
        implements ObjectRef {
    public ExternalRef {
        if (offset < 0 || sizeBytes.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Neither offset nor size of an external object is negative: "
                            + offset
                            + ", "
                            + sizeBytes);
        }
    }
}
