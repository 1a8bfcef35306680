// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.FileBasedStatisticsReportableInputFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.DataType;

/** The same for files. */
final class WrappedBulkDecodingFormat
        extends WrappedDecodingFormat<BulkFormat<RowData, FileSourceSplit>>
        implements BulkDecodingFormat<RowData>, FileBasedStatisticsReportableInputFormat {
    WrappedBulkDecodingFormat(
            DecodingFormat<BulkFormat<RowData, FileSourceSplit>> inner, References references) {
        super(inner, references, MappedBulkFormat::new);
    }

    @Override
    public void applyFilters(List<ResolvedExpression> filters) {
        if (inner() instanceof BulkDecodingFormat<RowData> files) {
            files.applyFilters(filters);
        }
    }

    @Override
    public TableStats reportStatistics(List<Path> files, DataType rows) {
        return inner() instanceof FileBasedStatisticsReportableInputFormat known
                ? known.reportStatistics(files, references().outside(rows))
                : TableStats.UNKNOWN;
    }
}
