// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Layers around a store. Start at {@link io.multimodal.store.layer.CachingStore}.
 *
 * <pre>{@code
 * ObjectStore store = new CachingStore(LocalStore.open(folder), new ObjectCache(256 << 20));
 * }</pre>
 */
package io.multimodal.store.layer;
