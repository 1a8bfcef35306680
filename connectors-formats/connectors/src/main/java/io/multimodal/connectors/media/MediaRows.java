// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.connectors.folder.FileRows;
import io.multimodal.connectors.folder.ListedFile;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.Serializable;

/** A row of the medium that is in each file: a whole file is one, however large. */
final class MediaRows<T> implements FileRows<T> {
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

    private final Taking taking;
    private final MediaIngest ingest;
    private final FailurePolicy failures;
    private final RowOf<T> rowOf;
    private final OpenStores stores;

    MediaRows(MultimodalConfig config, MediaKind kind, Taking taking, RowOf<T> rowOf)
            throws IOException {
        this.taking = taking;
        this.rowOf = rowOf;
        this.stores = OpenStores.acquire(config.store());
        this.ingest = new MediaIngest(stores, kind.probe(config.limits()));
        this.failures =
                config.failurePolicy(
                        MediaTableFactory.IDENTIFIER,
                        stores.main().records(),
                        new ErrorBudget(config.errorBudget()));
    }

    @Override
    public T of(ListedFile file) throws IOException {
        return rowOf.row(file, value(file));
    }

    private MediaValue value(ListedFile file) throws IOException {
        try {
            return switch (taking) {
                case LISTED_ONLY -> null;
                case IN_PLACE -> ingest.refer(file.path());
                case INTO_THE_STORE -> ingest.ingest(file.path(), file.sizeBytes());
            };
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
