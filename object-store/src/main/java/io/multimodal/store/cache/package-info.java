// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Layers around a store. Start at {@link io.multimodal.store.cache.CachingStore}.
 *
 * <pre>{@code
 * DiskCache disk = DiskCache.open(Path.of("/cache"), 100L << 30);
 * ObjectStore store = new CachingStore(new DiskCachingStore(far, disk), new ObjectCache(256 << 20));
 * }</pre>
 */
@Internal
package io.multimodal.store.cache;

import io.multimodal.annotation.Internal;
