// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The bytes of packs and of their indexes, wherever they lie: what a folder and a bucket share.
 * Start at {@link io.multimodal.store.internal.pack.PackFormat}; {@code docs/format.md} has the
 * tables.
 *
 * <pre>{@code
 * SealedPack pack = SealedPack.of(storeId, epoch, List.of(new SealedPack.Content(id, bytes)));
 * }</pre>
 */
@Internal
package io.multimodal.store.internal.pack;

import io.multimodal.annotation.Internal;
