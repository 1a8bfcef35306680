// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows as samples, in their order. Used by one thread; blocks while it reads and encodes.
 */
final class ContainerWriter implements BulkWriter<RowData> {
    private static final Cleaner CLEANER = Cleaner.create();

    private final List<WrittenColumn> written;
    private final List<SampleColumn> columns;
    private final List<RowData.FieldGetter> getters;
    private final UnclosedOutput file;
    private final SampleWriter writer;
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final Cleaner.Cleanable closed;

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
        MediaRuntime acquired = MediaRuntime.acquire(settings.config());
        this.media = acquired;
        // Flink does not tell a writer that its file is given up.
        this.closed = CLEANER.register(this, () -> closeQuietly(acquired));
        this.failures = settings.failures(media);
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
            failures.onFailure("a row", e);
        }
    }

    /** Null where the value cannot be used and the job is to go on. */
    private ObjectHandle content(WrittenColumn column, RowData row) throws IOException {
        MediaValue value = column.value(row);
        try {
            return new FileContents(media, column.encoding()).of(value).object();
        } catch (InvalidReferenceException e) {
            failures.onFailure(column.column().name(), e);
        } catch (IOException e) {
            failures.onFailure(value.toString(), e);
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
            closed.clean();
        }
    }

    private static void closeQuietly(MediaRuntime media) {
        try {
            media.close();
        } catch (IOException e) {
            // What was read is written; nothing depends on it.
        }
    }
}
