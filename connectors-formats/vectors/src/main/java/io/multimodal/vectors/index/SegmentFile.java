// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import java.io.Serializable;

/**
 * A file of a segment, which is an object of the index's store.
 *
 * @param name of letters, digits, dots and underscores
 * @param bytes its size
 * @param reference the text form of the object's reference
 */
public record SegmentFile(String name, long bytes, String reference) implements Serializable {
    private static final long serialVersionUID = 1L;
}
