// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.config.MultimodalConfig;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Writes rows as samples. */
final class WebDatasetEncodingFormat implements EncodingFormat<BulkWriter.Factory<RowData>> {
    private final MultimodalConfig config;
    private final Map<String, String> suffixes;

    WebDatasetEncodingFormat(MultimodalConfig config, Map<String, String> suffixes) {
        this.config = config;
        this.suffixes = suffixes;
    }

    @Override
    public BulkWriter.Factory<RowData> createRuntimeEncoder(
            DynamicTableSink.Context context, DataType consumed) {
        List<WrittenColumn> columns = WrittenColumn.of(MemberColumns.of(consumed, suffixes));
        if (columns.stream().noneMatch(WrittenColumn::isKey)) {
            throw new ValidationException(
                    "A 'webdataset' table that is written has the column '%s' STRING, which names the members of a sample; the columns are %s"
                            .formatted(MemberColumn.KEY, DataType.getFieldNames(consumed)));
        }
        MultimodalConfig written = config;
        return out -> new ShardWriter(written, columns, out);
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
