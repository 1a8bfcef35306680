// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.IngestMode;
import io.multimodal.connectors.media.ingest.MediaKind;
import io.multimodal.connectors.media.ingest.MediaRows;
import io.multimodal.connectors.media.ingest.MediaScan;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.types.signature.VouchedReferences;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsAggregatePushDown;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
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
                VouchedReferences {
    /** What the planner, whose class it is, makes of COUNT(*). */
    private static final String COUNT_ALL = "Count1AggFunction";

    private final MediaScan scan;
    private final IngestMode taking;
    private DataType producedType;
    private boolean mediumAskedFor = true;
    private List<MetadataColumn> metadata = List.of();
    private FileFilter filter = FileFilter.ALL;

    /** Whether each file is a row that holds 1, which are summed. */
    private boolean counted;

    MediaTableSource(MediaScan scan, IngestMode taking, DataType producedType) {
        this.scan = scan;
        this.taking = taking;
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
            return SourceProvider.of(
                    scan.source(
                            IngestMode.LISTED_ONLY,
                            filter,
                            (file, value) -> GenericRowData.of(1L),
                            type));
        }
        return SourceProvider.of(
                scan.source(
                        mediumAskedFor ? taking : IngestMode.LISTED_ONLY,
                        filter,
                        rowOf(scan.kind(), mediumAskedFor, metadata),
                        type));
    }

    /** Static, so that what is shipped holds the columns alone. */
    private static MediaRows.RowOf<RowData> rowOf(
            MediaKind kind, boolean withMedium, List<MetadataColumn> metadata) {
        List<MetadataColumn> columns = List.copyOf(metadata);
        int before = withMedium ? 1 : 0;
        return (file, value) -> {
            GenericRowData row = new GenericRowData(before + columns.size());
            if (withMedium) {
                row.setField(0, kind.toRowData(value));
            }
            for (int i = 0; i < columns.size(); i++) {
                row.setField(before + i, columns.get(i).of(file));
            }
            return row;
        };
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

    /** The one physical column is the medium. */
    @Override
    public void applyProjection(int[][] projectedFields, DataType newProducedType) {
        mediumAskedFor = projectedFields.length > 0;
        producedType = newProducedType;
    }

    /**
     * Flink applies all of them again: the listing need not decide each. Where it decides none, the
     * scan stays the same for all queries, and can be shared by them.
     */
    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        filter = ListingFilter.of(filters, metadata, mediumAskedFor ? 1 : 0);
        return Result.of(filter == FileFilter.ALL ? List.of() : filters, filters);
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
        MediaTableSource copy = new MediaTableSource(scan, taking, producedType);
        copy.mediumAskedFor = mediumAskedFor;
        copy.metadata = metadata;
        copy.filter = filter;
        copy.counted = counted;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "media(" + scan.folder() + ")";
    }
}
