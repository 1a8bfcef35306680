// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;

/**
 * Adds rows.
 *
 * @param parallelism null for that of the job
 */
record VectorTableSink(VectorSink sink, Integer parallelism) implements DynamicTableSink {
    /** The planner refuses queries that update rows. */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        PlannedIndex.check(sink.index());
        return SinkV2Provider.of(sink, parallelism);
    }

    @Override
    public DynamicTableSink copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return VectorIndexTableFactory.IDENTIFIER + "(" + sink.index().place() + ")";
    }
}
