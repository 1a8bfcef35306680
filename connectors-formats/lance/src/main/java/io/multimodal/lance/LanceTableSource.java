// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.InputFormatProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.lance.Dataset;

/** Reads the columns that a query uses, of the rows that Lance finds to be asked for. */
final class LanceTableSource
        implements ScanTableSource,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsLimitPushDown {
    private final LanceTable table;
    private final MultimodalConfig config;
    private final int batchRows;
    private final Integer parallelism;
    private RowType row;
    private String filter = "";
    private long limit = LanceInputFormat.NO_LIMIT;

    /**
     * @param parallelism null for that of the job
     * @param row the columns
     */
    LanceTableSource(
            LanceTable table,
            MultimodalConfig config,
            int batchRows,
            Integer parallelism,
            RowType row) {
        this.table = table;
        this.config = config;
        this.batchRows = batchRows;
        this.parallelism = parallelism;
        this.row = row;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        check();
        return InputFormatProvider.of(
                new LanceInputFormat(table, config, batchRows, row, filter, limit), parallelism);
    }

    /** So that a statement fails, which says more than a job that cannot be scheduled. */
    private void check() {
        try (BufferAllocator memory = new RootAllocator();
                Dataset dataset = table.open(memory)) {
            LanceSchema.checkRead(table, row, dataset.getSchema());
        } catch (IOException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projected, DataType produced) {
        row = (RowType) Projection.of(projected).project(row);
    }

    /** Flink filters once more what Lance has let pass. */
    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        filter = LanceFilter.of(filters);
        return Result.of(List.of(), filters);
    }

    /** Of each fragment; Flink limits once more. */
    @Override
    public void applyLimit(long most) {
        limit = most;
    }

    @Override
    public DynamicTableSource copy() {
        LanceTableSource copy = new LanceTableSource(table, config, batchRows, parallelism, row);
        copy.filter = filter;
        copy.limit = limit;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return table.toString();
    }
}
