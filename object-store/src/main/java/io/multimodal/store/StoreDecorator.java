// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/** A decorator: caching, retrying, metering. Layers own what they wrap and close it. */
@Public
@FunctionalInterface
public interface StoreDecorator {
    /** The inner store with this layer around it. */
    ObjectStore over(ObjectStore inner);
}
