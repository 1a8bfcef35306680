// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.store.assembly.OpenStores;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * Reads one medium from each file: a whole file is one record, however large, and never on the
 * heap.
 */
final class WholeFileFormat<T> implements BulkFormat<T, FilesSplit> {
    private static final long serialVersionUID = 1L;

    /**
     * Files are read for so long before their rows are handed on together. Handing on a single row
     * wakes a thread, which costs as much as reading the head of a file.
     */
    private static final Duration BATCH_TIME = Duration.ofMillis(2);

    /** Makes of a file what the job's rows are. */
    interface RowOf<T> extends Serializable {
        /**
         * The row of a file.
         *
         * @param value null where nobody asked for it, and where the file cannot be used and the
         *     job is to go on
         */
        T row(ListedFile file, MediaValue value);
    }

    private final MultimodalConfig config;
    private final MediaKind kind;
    private final Taking taking;
    private final RowOf<T> rowOf;
    private final TypeInformation<T> producedType;

    /** That of the subtask, which reads all its splits by one format. */
    private transient ErrorBudget budget;

    WholeFileFormat(
            MultimodalConfig config,
            MediaKind kind,
            Taking taking,
            RowOf<T> rowOf,
            TypeInformation<T> producedType) {
        this.config = config;
        this.kind = kind;
        this.taking = taking;
        this.rowOf = rowOf;
        this.producedType = producedType;
    }

    @Override
    public Reader<T> createReader(Configuration unused, FilesSplit split) throws IOException {
        return new FilesReader(split);
    }

    /** The split knows which of its files were emitted. */
    @Override
    public Reader<T> restoreReader(Configuration unused, FilesSplit split) throws IOException {
        return new FilesReader(split);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return producedType;
    }

    private synchronized ErrorBudget budget() {
        if (budget == null) {
            budget = new ErrorBudget(config.errorBudget());
        }
        return budget;
    }

    private final class FilesReader implements Reader<T> {
        private final Iterator<ListedFile> unread;
        private final OpenStores stores;
        private long emitted;

        FilesReader(FilesSplit split) throws IOException {
            unread = split.unread().iterator();
            emitted = (long) split.files().size() - split.unread().size();
            stores = OpenStores.acquire(config.store());
        }

        /** The records of the next files, or null where none is left. */
        @Override
        public RecordIterator<T> readBatch() throws IOException {
            if (!unread.hasNext()) {
                return null;
            }
            List<T> rows = new ArrayList<>();
            long enough = System.nanoTime() + BATCH_TIME.toNanos();
            do {
                ListedFile file = unread.next();
                rows.add(rowOf.row(file, value(file)));
            } while (unread.hasNext() && System.nanoTime() < enough);
            ArrayResultIterator<T> batch = new ArrayResultIterator<>();
            batch.set(rowArray(rows), rows.size(), CheckpointedPosition.NO_OFFSET, emitted);
            emitted += rows.size();
            return batch;
        }

        @SuppressWarnings("unchecked") // Nobody asks what the array's elements are.
        private T[] rowArray(List<T> rows) {
            return (T[]) rows.toArray();
        }

        private MediaValue value(ListedFile file) throws IOException {
            if (taking == Taking.LISTED_ONLY) {
                return null;
            }
            FailurePolicy failures =
                    config.failurePolicy(
                            MediaTableFactory.IDENTIFIER, stores.main().records(), budget());
            try {
                MediaIngest ingest = new MediaIngest(stores, kind.probe(config.limits()));
                return taking == Taking.IN_PLACE
                        ? ingest.refer(file.path())
                        : ingest.ingest(file.path(), file.sizeBytes());
            } catch (IOException e) {
                failures.onFailure(file.uri(), e);
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            stores.close();
        }
    }
}
