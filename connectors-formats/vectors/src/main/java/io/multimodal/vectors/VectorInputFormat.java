// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.Manifest;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.segment.SegmentRows;
import io.multimodal.vectors.segment.VectorIndex;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.api.common.io.RichInputFormat;
import org.apache.flink.api.common.io.statistics.BaseStatistics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.table.data.RowData;

/** Reads the segments of the version that is the newest when the job begins. */
final class VectorInputFormat extends RichInputFormat<RowData, SegmentSplit> {
    private static final long serialVersionUID = 1L;

    private final VectorIndex index;
    private transient SegmentRows rows;
    private transient RowData next;

    VectorInputFormat(VectorIndex index) {
        this.index = index;
    }

    @Override
    public void configure(Configuration parameters) {}

    @Override
    public BaseStatistics getStatistics(BaseStatistics known) {
        return known;
    }

    @Override
    public SegmentSplit[] createInputSplits(int least) throws IOException {
        try (IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            List<Segment> segments = manifests.latest().map(Manifest::segments).orElse(List.of());
            SegmentSplit[] splits = new SegmentSplit[segments.size()];
            for (int i = 0; i < splits.length; i++) {
                splits[i] = new SegmentSplit(i, segments.get(i));
            }
            return splits;
        }
    }

    @Override
    public InputSplitAssigner getInputSplitAssigner(SegmentSplit[] splits) {
        return new DefaultInputSplitAssigner(splits);
    }

    @Override
    public void open(SegmentSplit split) throws IOException {
        rows = new SegmentRows(index, split.segment());
        next = rows.next();
    }

    @Override
    public boolean reachedEnd() {
        return next == null;
    }

    @Override
    public RowData nextRecord(RowData reuse) throws IOException {
        RowData row = next;
        next = rows.next();
        return row;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
