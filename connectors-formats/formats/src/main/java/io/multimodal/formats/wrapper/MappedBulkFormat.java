// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;

/** Reads rows of files as another format does and maps them. */
final class MappedBulkFormat implements BulkFormat<RowData, FileSourceSplit> {
    private static final long serialVersionUID = 1L;

    private final BulkFormat<RowData, FileSourceSplit> inner;
    private final MappedRows rows;
    private final TypeInformation<RowData> type;

    MappedBulkFormat(
            BulkFormat<RowData, FileSourceSplit> inner,
            MappedRows rows,
            TypeInformation<RowData> type) {
        this.inner = inner;
        this.rows = rows;
        this.type = type;
    }

    @Override
    public Reader<RowData> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return mapped(inner.createReader(config, split));
    }

    @Override
    public Reader<RowData> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return mapped(inner.restoreReader(config, split));
    }

    private Reader<RowData> mapped(Reader<RowData> reader) {
        rows.open(null);
        return new MappedReader(reader);
    }

    @Override
    public boolean isSplittable() {
        return inner.isSplittable();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return type;
    }

    private final class MappedReader implements Reader<RowData> {
        private final Reader<RowData> reader;

        MappedReader(Reader<RowData> reader) {
            this.reader = reader;
        }

        @Override
        public RecordIterator<RowData> readBatch() throws IOException {
            RecordIterator<RowData> batch = reader.readBatch();
            return batch == null ? null : new MappedBatch(batch);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private final class MappedBatch implements RecordIterator<RowData> {
        private final RecordIterator<RowData> batch;

        MappedBatch(RecordIterator<RowData> batch) {
            this.batch = batch;
        }

        @Override
        public RecordAndPosition<RowData> next() {
            RecordAndPosition<RowData> row = batch.next();
            return row == null
                    ? null
                    : new RecordAndPosition<>(
                            rows.unchecked(row.getRecord()),
                            row.getOffset(),
                            row.getRecordSkipCount());
        }

        @Override
        public void releaseBatch() {
            batch.releaseBatch();
        }
    }
}
