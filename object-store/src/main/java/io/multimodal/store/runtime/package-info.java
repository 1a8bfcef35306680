// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The one place where stores are put together from backends and layers. {@link
 * io.multimodal.store.runtime.Stores} opens one store, {@link
 * io.multimodal.store.runtime.StoreRuntime} those of a configuration, shared by a whole process:
 *
 * <pre>{@code
 * try (StoreRuntime stores = StoreRuntime.acquire(config)) {
 *     ObjectRef ref = stores.main().put(Payload.of(bytes)).toCompletableFuture().join();
 *     byte[] back = stores.read(ref, 64 << 20);
 * }
 * }</pre>
 */
package io.multimodal.store.runtime;
