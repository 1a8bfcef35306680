// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Packs as files: writing, finding, merging and erasing small objects. Start at {@link
 * io.multimodal.store.local.pack.PackedObjects} for reading and at {@link
 * io.multimodal.store.local.pack.PackWriter} for writing.
 */
@Internal
package io.multimodal.store.local.pack;

import io.multimodal.annotation.Internal;
