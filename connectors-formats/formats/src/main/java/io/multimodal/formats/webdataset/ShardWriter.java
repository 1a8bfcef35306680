// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.table.data.RowData;

/**
 * Writes samples into a shard, in the order of the rows, and of a sample the members in the order
 * of the columns. NULL is no member. Equal rows make equal shards: times and owners are 0. Objects
 * are streamed. Used by one thread; blocks while it reads and encodes.
 */
final class ShardWriter implements BulkWriter<RowData> {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int MODE = 0444;
    private static final String FORMAT = "webdataset";

    private final List<WrittenColumn> columns;
    private final TarArchiveOutputStream tar;
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final Cleaner.Cleanable closed;
    private String before;

    ShardWriter(MultimodalConfig config, List<WrittenColumn> columns, FSDataOutputStream out)
            throws IOException {
        this.columns = columns;
        this.tar = new TarArchiveOutputStream(new UnclosedOutput(out), UTF_8.name());
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.tar.setAddPaxHeadersForNonAsciiNames(true);
        MediaRuntime acquired = MediaRuntime.acquire(config);
        this.media = acquired;
        // Flink does not tell a writer that its file is given up.
        this.closed = CLEANER.register(this, () -> closeQuietly(acquired));
        this.failures =
                config.failurePolicy(
                        FORMAT,
                        media.stores().main().records(),
                        new ErrorBudget(config.errorBudget()));
    }

    @Override
    public void addElement(RowData row) throws IOException {
        String key = null;
        Map<String, ObjectHandle> members = new LinkedHashMap<>();
        for (WrittenColumn column : columns) {
            boolean given = !row.isNullAt(column.field());
            if (given && column.isKey()) {
                key = row.getString(column.field()).toString();
            } else if (given) {
                ObjectHandle content = content(column, row);
                if (content != null) {
                    members.put(column.suffix(), content);
                }
            }
        }
        try {
            SampleKey.check(key, before);
        } catch (IOException e) {
            failures.onFailure(String.valueOf(key), e);
            return;
        }
        for (Map.Entry<String, ObjectHandle> member : members.entrySet()) {
            write(key + "." + member.getKey(), member.getValue());
        }
        before = key;
    }

    /** Null where the value cannot be used and the job is to go on. */
    private ObjectHandle content(WrittenColumn column, RowData row) throws IOException {
        if (column.modality().isEmpty()) {
            return new ArrayHandle(TextValue.write(row, column.field(), column.type()));
        }
        MediaValue value = column.value(row);
        try {
            FileContent content = new FileContents(media, column.encoding()).of(value);
            return content.object();
        } catch (InvalidReferenceException e) {
            failures.onFailure(column.suffix(), e);
        } catch (IOException e) {
            failures.onFailure(value.toString(), e);
        }
        return null;
    }

    private void write(String name, ObjectHandle content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.sizeBytes());
        entry.setMode(MODE);
        entry.setModTime(0);
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        try (InputStream in = content.stream()) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    @Override
    public void flush() throws IOException {
        tar.flush();
    }

    /** Writes the end of the archive. The caller closes the file. */
    @Override
    public void finish() throws IOException {
        try {
            tar.close();
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
