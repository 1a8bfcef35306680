// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.index.Segment;

/**
 * A segment that is to be added to an index.
 *
 * @param root the place of the index
 */
record WrittenSegment(String root, Segment segment) {}
