// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

/** A decorator: caching, retrying, metering. Layers own what they wrap and close it. */
@FunctionalInterface
public interface StoreDecorator {
    /** The inner store with this layer around it. */
    ObjectStore over(ObjectStore inner);
}
