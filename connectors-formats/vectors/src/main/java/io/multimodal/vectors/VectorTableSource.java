// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.segment.VectorIndex;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.InputFormatProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.VectorSearchTableSource;
import org.apache.flink.table.connector.source.search.VectorSearchFunctionProvider;

/**
 * Reads and searches an index.
 *
 * @param candidates how many vectors a search collects
 * @param refresh how often a streaming job looks for a newer version
 */
record VectorTableSource(VectorIndex index, int candidates, Duration refresh)
        implements ScanTableSource, VectorSearchTableSource {
    /** In nanoseconds: never. */
    private static final long AT_THE_BEGINNING = Long.MAX_VALUE;

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        PlannedIndex.check(index);
        return InputFormatProvider.of(new VectorInputFormat(index));
    }

    /** In the process and not asynchronous: a search computes, and does not wait. */
    @Override
    public VectorSearchRuntimeProvider getSearchRuntimeProvider(VectorSearchContext context) {
        for (int[] column : context.getSearchColumns()) {
            if (column.length != 1 || column[0] != index.vectorColumn()) {
                throw new ValidationException(
                        "VECTOR_SEARCH looks in the column %s of the index at %s, and in no other; write DESCRIPTOR(%s)"
                                .formatted(
                                        index.schema().vectorColumn(),
                                        index.place(),
                                        index.schema().vectorColumn()));
            }
        }
        PlannedIndex.check(index);
        boolean batch =
                context.runtimeConfig().get(ExecutionOptions.RUNTIME_MODE)
                        == RuntimeExecutionMode.BATCH;
        return VectorSearchFunctionProvider.of(
                new IndexSearch(index, candidates, batch ? AT_THE_BEGINNING : refresh.toNanos()));
    }

    @Override
    public DynamicTableSource copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return VectorIndexTableFactory.IDENTIFIER + "(" + index.place() + ")";
    }
}
