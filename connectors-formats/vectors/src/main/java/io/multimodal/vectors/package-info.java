// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The connector {@code vector-index}: rows with embeddings, which {@code INSERT} adds, {@code
 * VECTOR_SEARCH} finds by similarity and {@code SELECT} reads. Start at {@link
 * io.multimodal.vectors.VectorIndexTableFactory}.
 */
@Internal
package io.multimodal.vectors;

import io.multimodal.annotation.Internal;
