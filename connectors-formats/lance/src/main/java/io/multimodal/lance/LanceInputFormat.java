// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.api.common.io.RichInputFormat;
import org.apache.flink.api.common.io.statistics.BaseStatistics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.ipc.ScanOptions;

/** Reads the fragments of the version that is the newest when the job begins. */
final class LanceInputFormat extends RichInputFormat<RowData, LanceSplit> {
    private static final long serialVersionUID = 1L;

    static final long NO_LIMIT = -1;

    private final LanceTable table;
    private final MultimodalConfig config;
    private final int batchRows;
    private final RowType row;
    private final String filter;
    private final long limit;
    private transient LanceRows rows;
    private transient Iterator<RowData> batch;

    /**
     * @param filter in the SQL of Lance; empty if there is none
     * @param limit how many rows of a fragment are enough; {@link #NO_LIMIT} for all
     */
    LanceInputFormat(
            LanceTable table,
            MultimodalConfig config,
            int batchRows,
            RowType row,
            String filter,
            long limit) {
        this.table = table;
        this.config = config;
        this.batchRows = batchRows;
        this.row = row;
        this.filter = filter;
        this.limit = limit;
    }

    @Override
    public void configure(Configuration parameters) {}

    @Override
    public BaseStatistics getStatistics(BaseStatistics known) {
        return known;
    }

    @Override
    public LanceSplit[] createInputSplits(int least) throws IOException {
        try (BufferAllocator memory = new RootAllocator();
                Dataset dataset = table.open(memory)) {
            List<Fragment> fragments = dataset.getFragments();
            LanceSplit[] splits = new LanceSplit[fragments.size()];
            for (int i = 0; i < splits.length; i++) {
                splits[i] = new LanceSplit(i, fragments.get(i).getId(), dataset.version());
            }
            return splits;
        }
    }

    @Override
    public InputSplitAssigner getInputSplitAssigner(LanceSplit[] splits) {
        return new DefaultInputSplitAssigner(splits);
    }

    @Override
    public void open(LanceSplit split) throws IOException {
        ScanOptions.Builder options =
                new ScanOptions.Builder()
                        .fragmentIds(List.of(split.fragment()))
                        .columns(row.getFieldNames())
                        .batchSize(batchRows)
                        .withRowId(true);
        if (!filter.isEmpty()) {
            options.filter(filter);
        }
        if (limit != NO_LIMIT) {
            options.limit(limit);
        }
        rows = new LanceRows(table, config, row, split.version(), options.build());
        batch = List.<RowData>of().iterator();
    }

    @Override
    public boolean reachedEnd() throws IOException {
        while (!batch.hasNext()) {
            List<RowData> next = rows.next();
            if (next == null) {
                return true;
            }
            batch = next.iterator();
        }
        return false;
    }

    @Override
    public RowData nextRecord(RowData reuse) {
        return batch.next();
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
