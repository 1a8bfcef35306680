// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * Adds a function such as caching, retries or metrics to a store. The decorated store owns the
 * inner store and closes it. Implementations are thread-safe.
 */
@Public
@FunctionalInterface
public interface StoreDecorator {
    /** The decorated store. Does not block. */
    ObjectStore over(ObjectStore inner);
}
