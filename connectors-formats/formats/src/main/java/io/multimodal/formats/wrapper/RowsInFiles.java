// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.DeserializationSchemaAdapter;
import org.apache.flink.connector.file.table.SerializationSchemaAdapter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Formats of rows as formats of files with a row in each line, as Flink's connector has them. */
final class RowsInFiles {
    private RowsInFiles() {}

    static DecodingFormat<BulkFormat<RowData, FileSourceSplit>> read(
            DecodingFormat<DeserializationSchema<RowData>> rows) {
        return rows instanceof ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable
                ? new ReadProjected(projectable)
                : new Read(rows);
    }

    static EncodingFormat<BulkWriter.Factory<RowData>> written(
            EncodingFormat<SerializationSchema<RowData>> rows) {
        return new Written(rows);
    }

    private record Read(DecodingFormat<DeserializationSchema<RowData>> rows)
            implements DecodingFormat<BulkFormat<RowData, FileSourceSplit>> {
        @Override
        public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
                DynamicTableSource.Context context, DataType type) {
            return new DeserializationSchemaAdapter(rows.createRuntimeDecoder(context, type));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return rows.getChangelogMode();
        }
    }

    private record ReadProjected(ProjectableDecodingFormat<DeserializationSchema<RowData>> rows)
            implements ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> {
        @Override
        public BulkFormat<RowData, FileSourceSplit> createRuntimeDecoder(
                DynamicTableSource.Context context, DataType type, int[][] projections) {
            return new DeserializationSchemaAdapter(
                    rows.createRuntimeDecoder(context, type, projections));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return rows.getChangelogMode();
        }
    }

    private record Written(EncodingFormat<SerializationSchema<RowData>> rows)
            implements EncodingFormat<BulkWriter.Factory<RowData>> {
        @Override
        public BulkWriter.Factory<RowData> createRuntimeEncoder(
                DynamicTableSink.Context context, DataType type) {
            return new Lines(
                    new SerializationSchemaAdapter(rows.createRuntimeEncoder(context, type)));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return rows.getChangelogMode();
        }
    }

    private static final class Lines implements BulkWriter.Factory<RowData> {
        private static final long serialVersionUID = 1L;
        private static final int BUFFER_BYTES = 64 << 10;

        private final SerializationSchemaAdapter rows;

        Lines(SerializationSchemaAdapter rows) {
            this.rows = rows;
        }

        @Override
        public BulkWriter<RowData> create(FSDataOutputStream file) {
            OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES);
            return new BulkWriter<>() {
                @Override
                public void addElement(RowData row) throws IOException {
                    rows.encode(row, out);
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }

                @Override
                public void finish() throws IOException {
                    out.flush();
                }
            };
        }
    }
}
