// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.IngestMode;
import io.multimodal.connectors.media.ingest.MediaRows;
import io.multimodal.connectors.media.ingest.MediaScan;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.types.signature.VouchedReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsAggregatePushDown;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;

/**
 * A scan of a folder: the medium in each file, then the metadata that was asked for. Where nobody
 * asks for the medium, the files are listed and not opened; nor are those that the listing alone
 * shows to be of no interest.
 */
final class MediaTableSource
        implements ScanTableSource,
                SupportsReadingMetadata,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsAggregatePushDown,
                SupportsLimitPushDown,
                VouchedReferences {
    /** What the planner, whose class it is, makes of COUNT(*). */
    private static final String COUNT_ALL = "Count1AggFunction";

    private final MediaScan scan;
    private final IngestMode taking;
    private final Integer parallelism;

    /** Of the table's physical columns; null stands for the medium. */
    private final List<TableColumn> physical;

    private DataType producedType;
    private List<TableColumn> projected;
    private List<MetadataColumn> metadata = List.of();
    private FileFilter filter = FileFilter.ALL;
    private long limit = MediaScan.NO_LIMIT;

    /** Whether each file is a row that holds 1, which are summed. */
    private boolean counted;

    /**
     * @param physical the columns in their order; null stands for the medium
     * @param parallelism of the source; null if it is left to Flink
     */
    MediaTableSource(
            MediaScan scan,
            IngestMode taking,
            List<TableColumn> physical,
            Integer parallelism,
            DataType producedType) {
        this.scan = scan;
        this.taking = taking;
        this.physical = physical;
        this.parallelism = parallelism;
        this.projected = physical;
        this.producedType = producedType;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        TypeInformation<RowData> type = context.createTypeInformation(producedType);
        if (counted) {
            return provider(IngestMode.LISTED_ONLY, (file, value) -> GenericRowData.of(1L), type);
        }
        return provider(
                projected.contains(null) ? taking : IngestMode.LISTED_ONLY,
                new TableRows(scan.kind(), columns(), partitions()),
                type);
    }

    private SourceProvider provider(
            IngestMode mode, MediaRows.RowOf<RowData> rowOf, TypeInformation<RowData> type) {
        boolean contentTypes = !counted && metadata.contains(MetadataColumn.CONTENT_TYPE);
        return SourceProvider.of(
                scan.source(mode, contentTypes, filter, limit, rowOf, type), parallelism);
    }

    /** Of the rows that are produced. */
    private List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>(projected);
        columns.addAll(metadata);
        return columns;
    }

    private List<PartitionColumn> partitions() {
        return projected.stream()
                .filter(PartitionColumn.class::isInstance)
                .map(PartitionColumn.class::cast)
                .toList();
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return MetadataColumn.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType newProducedType) {
        metadata = keys.stream().map(MetadataColumn::ofKey).toList();
        producedType = newProducedType;
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType newProducedType) {
        List<TableColumn> columns = new ArrayList<>();
        for (int[] field : projectedFields) {
            columns.add(physical.get(field[0]));
        }
        projected = columns;
        producedType = newProducedType;
    }

    /**
     * Flink applies all of them again: the listing need not decide each. Where it decides none, the
     * scan stays the same for all queries, and can be shared by them.
     */
    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        filter = ListingFilter.of(filters, columns());
        return Result.of(filter == FileFilter.ALL ? List.of() : filters, filters);
    }

    /** A file may give no row where failed files are skipped; then all are listed. */
    @Override
    public void applyLimit(long most) {
        limit = scan.skipFailedFiles() ? MediaScan.NO_LIMIT : most;
    }

    /**
     * COUNT(*) of a whole table, in batch mode: for it Flink asks for the first column, the medium.
     */
    @Override
    public boolean applyAggregates(
            List<int[]> groupingSets, List<AggregateExpression> aggregates, DataType sums) {
        counted =
                groupingSets.size() == 1
                        && groupingSets.get(0).length == 0
                        && aggregates.size() == 1
                        && isCountAll(aggregates.get(0));
        if (counted) {
            producedType = sums;
        }
        return counted;
    }

    private static boolean isCountAll(AggregateExpression aggregate) {
        return aggregate.getFunctionDefinition().getClass().getSimpleName().equals(COUNT_ALL)
                && aggregate.getArgs().isEmpty()
                && aggregate.getFilterExpression().isEmpty();
    }

    @Override
    public DynamicTableSource copy() {
        MediaTableSource copy =
                new MediaTableSource(scan, taking, physical, parallelism, producedType);
        copy.projected = projected;
        copy.metadata = metadata;
        copy.filter = filter;
        copy.limit = limit;
        copy.counted = counted;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "media(" + scan.path().text() + ")";
    }
}
