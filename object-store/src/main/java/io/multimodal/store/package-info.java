// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A content-addressed object store: bytes are written once, named by their SHA-256, and afterwards
 * only a {@link io.multimodal.store.ref.ObjectRef reference} of about 42 bytes moves.
 *
 * <p>Start at {@link io.multimodal.store.runtime.Stores}, which assembles a store from a {@link
 * io.multimodal.store.StoreConfig}:
 *
 * <pre>{@code
 * try (ObjectStore store = Stores.open(URI.create("file:///data/media"))) {
 *     ObjectRef ref = store.put(Payload.of(bytes)).toCompletableFuture().join();
 *     byte[] back = ObjectBytes.read(store, ref, 64 << 20);
 * }
 * }</pre>
 *
 * <p>Terms are defined in {@code docs/format.md}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.store;
