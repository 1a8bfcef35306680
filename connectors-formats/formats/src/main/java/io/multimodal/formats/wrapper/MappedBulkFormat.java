// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
        return mapped(inner.createReader(config, split), split);
    }

    @Override
    public Reader<RowData> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return mapped(inner.restoreReader(config, split), split);
    }

    private Reader<RowData> mapped(Reader<RowData> reader, FileSourceSplit split)
            throws IOException {
        String folder = split.path().getParent().toUri().toString();
        rows.open(null, folder.endsWith("/") ? folder : folder + "/");
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

        /** Maps here, in the thread that reads: a failure elsewhere would leave it waiting. */
        @Override
        public RecordIterator<RowData> readBatch() throws IOException {
            RecordIterator<RowData> batch = reader.readBatch();
            if (batch == null) {
                return null;
            }
            List<RecordAndPosition<RowData>> mapped = new ArrayList<>();
            RecordAndPosition<RowData> row;
            while ((row = batch.next()) != null) {
                mapped.add(
                        new RecordAndPosition<>(
                                rows.of(row.getRecord()),
                                row.getOffset(),
                                row.getRecordSkipCount()));
            }
            return new MappedBatch(mapped.iterator(), batch);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /**
     * The mapped rows of a batch.
     *
     * @param batch whose memory the rows may share
     */
    private record MappedBatch(
            Iterator<RecordAndPosition<RowData>> rows, RecordIterator<RowData> batch)
            implements RecordIterator<RowData> {
        @Override
        public RecordAndPosition<RowData> next() {
            return rows.hasNext() ? rows.next() : null;
        }

        @Override
        public void releaseBatch() {
            batch.releaseBatch();
        }
    }
}
