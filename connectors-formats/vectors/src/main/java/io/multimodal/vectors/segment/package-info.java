// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Segments as indexes of Lucene: written, merged, searched and read. Start at {@link
 * io.multimodal.vectors.segment.SegmentWriter}.
 */
@Internal
package io.multimodal.vectors.segment;

import io.multimodal.annotation.Internal;
