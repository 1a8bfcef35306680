// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.file;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.config.MultimodalConfig;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Reads whole files as rows of one medium; of a row without it no file is opened. */
final class WholeFileDecodingFormat
        implements BulkDecodingFormat<RowData>,
                ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> {
    private final KindOfFile kind;
    private final String format;
    private final String table;
    private final MultimodalConfig config;

    WholeFileDecodingFormat(KindOfFile kind, String format, String table, MultimodalConfig config) {
        this.kind = kind;
        this.format = format;
        this.table = table;
        this.config = config;
    }

    @Override
    public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        check((RowType) physical.getLogicalType());
        return new WholeFileFormat(
                kind,
                config,
                projections.length > 0,
                physical.getLogicalType().getChildren().get(0).isNullable(),
                context.createTypeInformation(Projection.of(projections).project(physical)));
    }

    private void check(RowType columns) {
        List<LogicalType> types = columns.getChildren();
        boolean isRight =
                types.size() == 1
                        && DeclaredType.of(types.get(0))
                                .filter(column -> column.type() == kind.type())
                                .isPresent();
        if (!isRight) {
            throw new ValidationException(
                    "A table of the format '%s' has one column of type %s, and besides it partition columns and the connector's metadata columns (such as: `file.path` STRING METADATA); the columns of %s are (%s)"
                            .formatted(
                                    format,
                                    kind.type().word(),
                                    table,
                                    columns.getFields().stream()
                                            .map(field -> field.getName() + " " + sql(field))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static String sql(RowType.RowField field) {
        return DeclaredType.of(field.getType())
                .map(DeclaredType::toSql)
                .orElseGet(() -> field.getType().asSummaryString());
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
