// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows as samples, in their order. Used by one thread; blocks while it reads and encodes.
 */
final class ContainerWriter implements BulkWriter<RowData> {
    private final List<WrittenColumn> written;
    private final List<SampleColumn> columns;
    private final List<RowData.FieldGetter> getters;
    private final UnclosedOutput file;
    private final SampleWriter writer;
    private final FormatRuntime running;

    ContainerWriter(ContainerSettings settings, List<WrittenColumn> written, FSDataOutputStream out)
            throws IOException {
        this.written = written;
        this.columns = written.stream().map(WrittenColumn::column).toList();
        this.getters =
                written.stream()
                        .map(
                                column ->
                                        RowData.createFieldGetter(
                                                column.column().type(), column.field()))
                        .toList();
        this.file = new UnclosedOutput(out);
        this.writer = settings.format().writer(file, columns);
        this.running = FormatRuntime.acquire(this, settings.config(), settings.name(), true);
    }

    @Override
    public void addElement(RowData row) throws IOException {
        Object[] values = new Object[written.size()];
        for (WrittenColumn column : written) {
            int field = column.field();
            if (!row.isNullAt(field)) {
                values[field] =
                        column.column().isMedium()
                                ? content(column, row)
                                : getters.get(field).getFieldOrNull(row);
            }
        }
        try {
            writer.write(new SampleValues(columns, Arrays.asList(values)));
        } catch (MediaException e) {
            running.failures().onFailure("a row", e);
        }
    }

    /** Null where the value cannot be used and the job is to go on. */
    private ObjectHandle content(WrittenColumn column, RowData row) throws IOException {
        MediaValue value = column.value(row);
        try {
            FileContent content = new FileContents(running.media(), column.encoding()).of(value);
            return content == null ? null : content.object();
        } catch (InvalidReferenceException e) {
            running.failures().onFailure(column.column().name(), e);
        } catch (IOException e) {
            running.failures().onFailure(value.toString(), e);
        }
        return null;
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    /** Writes what follows the last sample. The caller closes the file. */
    @Override
    public void finish() throws IOException {
        try {
            writer.finish();
            file.flush();
        } finally {
            running.close();
        }
    }
}
