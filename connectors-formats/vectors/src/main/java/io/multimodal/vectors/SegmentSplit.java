// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.index.Segment;
import org.apache.flink.core.io.InputSplit;

/** One segment to be read. */
record SegmentSplit(int number, Segment segment) implements InputSplit {
    private static final long serialVersionUID = 1L;

    @Override
    public int getSplitNumber() {
        return number;
    }
}
