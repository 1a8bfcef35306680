// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.file;

import io.multimodal.formats.container.FormatRuntime;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** One row for each file: the medium in it, put into the store while it is read. */
final class WholeFileFormat implements BulkFormat<RowData, FileSourceSplit> {
    private static final long serialVersionUID = 1L;

    private final KindOfFile kind;
    private final MultimodalConfig config;
    private final boolean reads;
    private final boolean nullable;
    private final TypeInformation<RowData> type;

    private transient FormatRuntime running;

    /**
     * @param reads whether rows have the medium, or no column at all
     * @param nullable whether the medium of a file that cannot be used may be NULL
     */
    WholeFileFormat(
            KindOfFile kind,
            MultimodalConfig config,
            boolean reads,
            boolean nullable,
            TypeInformation<RowData> type) {
        this.kind = kind;
        this.config = config;
        this.reads = reads;
        this.nullable = nullable;
        this.type = type;
    }

    @Override
    public Reader<RowData> createReader(Configuration ignored, FileSourceSplit split) {
        return new FileReader(split, false);
    }

    /** The row of a file was read if there is a position after it. */
    @Override
    public Reader<RowData> restoreReader(Configuration ignored, FileSourceSplit split) {
        return new FileReader(
                split,
                split.getReaderPosition()
                        .filter(position -> position.getRecordsAfterOffset() > 0)
                        .isPresent());
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return type;
    }

    private RowData row(FileSourceSplit split) throws IOException {
        if (!reads) {
            return new GenericRowData(0);
        }
        if (running == null) {
            String name = "the format " + kind.type().word().toLowerCase(Locale.ROOT);
            running = FormatRuntime.acquire(this, config, name, nullable);
        }
        StreamedFile file = new StreamedFile(split.path(), split.fileSize());
        try {
            return GenericRowData.of(
                    kind.read(running.media(), file, () -> file.putInto(running.media().stores())));
        } catch (IOException e) {
            running.failures().onFailure(split.path().toUri().toString(), ofTheMedium(e));
            return GenericRowData.of((Object) null);
        } finally {
            file.close();
        }
    }

    private static IOException ofTheMedium(IOException e) {
        return e instanceof ObjectChangedException
                ? new MediaException(ErrorCode.REFUSED, e.getMessage(), e)
                : e;
    }

    private final class FileReader implements Reader<RowData> {
        private final FileSourceSplit split;
        private boolean done;

        FileReader(FileSourceSplit split, boolean done) {
            this.split = split;
            this.done = done;
        }

        @Override
        public RecordIterator<RowData> readBatch() throws IOException {
            if (done) {
                return null;
            }
            done = true;
            SingletonResultIterator<RowData> one = new SingletonResultIterator<>();
            one.set(row(split), 0, 1);
            return one;
        }

        @Override
        public void close() {
            // A file is closed when its row is made.
        }
    }
}
