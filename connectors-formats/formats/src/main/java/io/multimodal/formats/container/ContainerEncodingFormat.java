// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.SampleColumn;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Writes rows as samples. */
final class ContainerEncodingFormat implements EncodingFormat<BulkWriter.Factory<RowData>> {
    private final ContainerSettings settings;

    ContainerEncodingFormat(ContainerSettings settings) {
        this.settings = settings;
    }

    @Override
    public BulkWriter.Factory<RowData> createRuntimeEncoder(
            DynamicTableSink.Context context, DataType consumed) {
        List<SampleColumn> columns = ContainerSettings.columns(consumed);
        settings.format().checkWritten(columns);
        List<WrittenColumn> written = WrittenColumn.of(settings.format(), columns);
        ContainerSettings used = settings;
        return out -> new ContainerWriter(used, written, out);
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
