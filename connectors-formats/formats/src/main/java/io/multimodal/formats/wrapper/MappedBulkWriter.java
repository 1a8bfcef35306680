// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/** Maps rows and writes them into files as another format does. */
final class MappedBulkWriter implements BulkWriter<RowData> {
    private final BulkWriter<RowData> inner;
    private final MappedRows rows;

    private MappedBulkWriter(BulkWriter<RowData> inner, MappedRows rows) {
        this.inner = inner;
        this.rows = rows;
    }

    static BulkWriter.Factory<RowData> factory(BulkWriter.Factory<RowData> inner, MappedRows rows) {
        return new Mapping(inner, rows);
    }

    @Override
    public void addElement(RowData row) throws IOException {
        inner.addElement(rows.of(row));
    }

    @Override
    public void flush() throws IOException {
        inner.flush();
    }

    @Override
    public void finish() throws IOException {
        inner.finish();
    }

    private static final class Mapping implements BulkWriter.Factory<RowData> {
        private static final long serialVersionUID = 1L;

        private final BulkWriter.Factory<RowData> inner;
        private final MappedRows rows;

        Mapping(BulkWriter.Factory<RowData> inner, MappedRows rows) {
            this.inner = inner;
            this.rows = rows;
        }

        @Override
        public BulkWriter<RowData> create(FSDataOutputStream out) throws IOException {
            rows.open(null, "");
            return new MappedBulkWriter(inner.create(out), rows);
        }
    }
}
