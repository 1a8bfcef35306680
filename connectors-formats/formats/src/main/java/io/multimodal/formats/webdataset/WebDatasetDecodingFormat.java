// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.config.MultimodalConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Reads the members of the columns that a query uses, and of the others the headers alone. */
final class WebDatasetDecodingFormat
        implements BulkDecodingFormat<RowData>,
                ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> {
    private final MultimodalConfig config;
    private final Map<String, String> suffixes;
    private final boolean inPlace;

    WebDatasetDecodingFormat(
            MultimodalConfig config, Map<String, String> suffixes, boolean inPlace) {
        this.config = config;
        this.suffixes = suffixes;
        this.inPlace = inPlace;
    }

    @Override
    public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        List<MemberColumn> all = MemberColumns.of(physical, suffixes);
        List<MemberColumn> columns =
                Arrays.stream(projections).map(path -> all.get(path[0])).toList();
        DataType produced = Projection.of(projections).project(physical);
        return new WebDatasetBulkFormat(
                config, columns, inPlace, context.createTypeInformation(produced));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
