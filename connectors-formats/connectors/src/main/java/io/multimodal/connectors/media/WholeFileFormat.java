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
import java.util.Iterator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;

/**
 * Reads one medium from each file: a whole file is one record, however large, and never on the
 * heap.
 */
final class WholeFileFormat<T> implements BulkFormat<T, FilesSplit> {
    private static final long serialVersionUID = 1L;

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

        /** The record of the next file, or null where none is left. */
        @Override
        public RecordIterator<T> readBatch() throws IOException {
            if (!unread.hasNext()) {
                return null;
            }
            ListedFile file = unread.next();
            emitted++;
            SingletonResultIterator<T> one = new SingletonResultIterator<>();
            one.set(rowOf.row(file, value(file)), CheckpointedPosition.NO_OFFSET, emitted);
            return one;
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
