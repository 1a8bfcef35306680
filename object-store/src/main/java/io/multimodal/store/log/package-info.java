// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Numbered documents in a folder or a bucket, of which each is written once: what several processes
 * change together, such as a catalog, is the newest of them. Start at {@link
 * io.multimodal.store.log.LatestDocument}.
 */
@Internal
package io.multimodal.store.log;

import io.multimodal.annotation.Internal;
