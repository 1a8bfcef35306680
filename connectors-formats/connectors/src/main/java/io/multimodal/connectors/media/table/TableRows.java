// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.MediaKind;
import io.multimodal.connectors.media.ingest.MediaRows;
import io.multimodal.connectors.media.ingest.SourceFile;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.types.MediaValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Makes rows of the columns that a query asks for. */
final class TableRows implements MediaRows.RowOf<RowData> {
    private static final long serialVersionUID = 1L;

    private final MediaKind kind;

    /** In the order of the row; null stands for the medium. */
    private final ArrayList<TableColumn> columns;

    /** What a file must have values for. */
    private final ArrayList<PartitionColumn> partitions;

    TableRows(MediaKind kind, List<TableColumn> columns, List<PartitionColumn> partitions) {
        this.kind = kind;
        this.columns = new ArrayList<>(columns);
        this.partitions = new ArrayList<>(partitions);
    }

    @Override
    public RowData row(SourceFile file, MediaValue value) {
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            row.setField(i, column == null ? kind.toRowData(value) : column.of(file));
        }
        return row;
    }

    @Override
    public void check(ListedFile file) throws IOException {
        for (PartitionColumn partition : partitions) {
            partition.check(file);
        }
    }
}
