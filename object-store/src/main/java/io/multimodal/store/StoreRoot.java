// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * The settings that are fixed when a store is created, read from its root object.
 *
 * @param storeId the four bytes that references carry, as an int; drawn at random
 * @param inlineThresholdBytes objects of at most this many bytes are held in their references; -1
 *     for none
 */
@Public
public record StoreRoot(int storeId, int inlineThresholdBytes) {
    /** The threshold of a store that is created without one, in bytes. */
    public static final int DEFAULT_INLINE_THRESHOLD_BYTES = 1024;
}
