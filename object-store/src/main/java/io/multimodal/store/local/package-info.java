// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A store in a local folder: the default, and the reference for what other backends promise. Start
 * at {@link io.multimodal.store.local.LocalStore}.
 *
 * <pre>{@code
 * try (ObjectStore store = LocalStore.open(Path.of("/data/media"))) {
 *     ObjectRef ref = store.put(Payload.of(bytes)).toCompletableFuture().join();
 * }
 * }</pre>
 */
@Internal
package io.multimodal.store.local;

import io.multimodal.annotation.Internal;
