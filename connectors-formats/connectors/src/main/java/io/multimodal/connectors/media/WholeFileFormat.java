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
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;

/**
 * Reads one medium from each file: a whole file is one record, however large, and never on the
 * heap.
 */
final class WholeFileFormat<T> implements BulkFormat<T, FileSourceSplit> {
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
    public Reader<T> createReader(Configuration unused, FileSourceSplit split) throws IOException {
        return new OneRecord(split, OpenStores.acquire(config.store()), false);
    }

    /** A split whose position was recorded has emitted its one record. */
    @Override
    public Reader<T> restoreReader(Configuration unused, FileSourceSplit split) throws IOException {
        return new OneRecord(split, OpenStores.acquire(config.store()), true);
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

    private final class OneRecord implements Reader<T> {
        private final FileSourceSplit split;
        private final OpenStores stores;
        private boolean done;

        OneRecord(FileSourceSplit split, OpenStores stores, boolean done) {
            this.split = split;
            this.stores = stores;
            this.done = done;
        }

        /** The one record, or null once it was read. */
        @Override
        public RecordIterator<T> readBatch() throws IOException {
            if (done) {
                return null;
            }
            done = true;
            SingletonResultIterator<T> one = new SingletonResultIterator<>();
            one.set(read(), split.length(), 1);
            return one;
        }

        private T read() throws IOException {
            String uri = split.path().toUri().toString();
            ListedFile file =
                    new ListedFile(
                            split.path().getName(),
                            uri,
                            split.fileSize(),
                            Instant.ofEpochMilli(split.fileModificationTime()));
            return rowOf.row(file, value(uri));
        }

        private MediaValue value(String uri) throws IOException {
            if (taking == Taking.LISTED_ONLY) {
                return null;
            }
            FailurePolicy failures =
                    config.failurePolicy(
                            MediaTableFactory.IDENTIFIER, stores.main().records(), budget());
            try {
                MediaIngest ingest = new MediaIngest(stores, kind.probe(config.limits()));
                return taking == Taking.IN_PLACE
                        ? ingest.refer(split.path())
                        : ingest.ingest(split.path(), split.fileSize());
            } catch (IOException e) {
                failures.onFailure(uri, e);
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            stores.close();
        }
    }
}
