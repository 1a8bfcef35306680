// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.SampleColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;

/** Reads the fields of the columns that a query uses, of the samples that it names. */
final class ContainerDecodingFormat
        implements BulkDecodingFormat<RowData>,
                ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> {
    private final ContainerSettings settings;
    private final boolean inPlace;
    private List<ResolvedExpression> filters = List.of();

    ContainerDecodingFormat(ContainerSettings settings, boolean inPlace) {
        this.settings = settings;
        this.inPlace = inPlace;
    }

    @Override
    public void applyFilters(List<ResolvedExpression> given) {
        filters = List.copyOf(given);
    }

    @Override
    public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        List<SampleColumn> all = ContainerSettings.columns(physical);
        settings.format().checkRead(all);
        List<SampleColumn> columns =
                Arrays.stream(projections).map(path -> all.get(path[0])).toList();
        DataType produced = Projection.of(projections).project(physical);
        return new ContainerBulkFormat(
                settings,
                columns,
                WantedValues.of(filters, columns),
                inPlace,
                context.createTypeInformation(produced));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
