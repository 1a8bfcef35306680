// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import java.io.Serializable;
import java.util.List;

/**
 * Rows that were written together and never change.
 *
 * @param id unique among all segments
 * @param rows how many it has
 * @param files by which it is read
 */
public record Segment(String id, long rows, List<SegmentFile> files) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Segment {
        files = List.copyOf(files);
    }

    /** The size of all files. */
    public long bytes() {
        return files.stream().mapToLong(SegmentFile::bytes).sum();
    }
}
