// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.reader.FileRows;
import io.multimodal.media.MediaRuntime;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** A row of the medium that is in each file: a whole file is one, however large. */
public final class MediaRows<T> implements FileRows<T> {
    /** Makes of a file what the job's rows are. */
    @FunctionalInterface
    public interface RowOf<T> extends Serializable {
        /**
         * The row of a file.
         *
         * @param value null where nobody asked for it, and where the file cannot be used and the
         *     job is to go on
         */
        T row(SourceFile file, MediaValue value);

        /**
         * Does nothing if a row can be made of a file.
         *
         * @throws IOException if the file cannot be used, by what the listing says
         */
        default void check(ListedFile file) throws IOException {}
    }

    /** Under this name dead letters say where they come from. */
    private static final String CONNECTOR = "media";

    private final IngestMode taking;
    private final boolean contentTypes;
    private final FileOpener files;
    private final MediaIngest ingest;
    private final FailurePolicy failures;
    private final boolean skipFailedFiles;
    private final RowOf<T> rowOf;
    private final MediaRuntime media;
    private final SourceCounters counters;

    /**
     * @param contentTypes whether the content types of files are asked for
     * @param metrics of the reader, which know the job's name, too
     */
    MediaRows(
            MediaScan scan,
            IngestMode taking,
            boolean contentTypes,
            RowOf<T> rowOf,
            MetricGroup metrics)
            throws IOException {
        this.taking = taking;
        this.contentTypes = contentTypes;
        this.rowOf = rowOf;
        this.skipFailedFiles = scan.skipFailedFiles();
        MultimodalConfig config =
                scan.config().runningAs(metrics.getAllVariables().get(MultimodalConfig.JOB_NAME));
        this.counters = new SourceCounters(metrics, config.onError());
        this.files = new FileOpener(scan.path(), scan.links(), config.store().externals().values());
        this.media = acquire(config);
        this.ingest =
                new MediaIngest(
                        media, scan.kind().modality(), files, counters.bytes(), contentTypes);
        this.failures =
                config.failurePolicy(
                        CONNECTOR,
                        media.stores().main().records(),
                        new ErrorBudget(config.errorBudget()));
    }

    @Override
    public T of(ListedFile file) throws IOException {
        MediaIngest.Ingested read;
        try {
            rowOf.check(file);
            read =
                    switch (taking) {
                        case LISTED_ONLY ->
                                new MediaIngest.Ingested(
                                        null,
                                        contentTypes ? ingest.head(file) : SourceFile.of(file));
                        case IN_PLACE -> ingest.refer(file);
                        case INTO_THE_STORE -> ingest.ingest(file);
                    };
        } catch (IOException e) {
            failures.onFailure(file.uri(), e);
            counters.failed();
            return skipFailedFiles ? null : rowOf.row(SourceFile.of(file), null);
        }
        counters.read();
        return rowOf.row(read.file(), read.value());
    }

    @Override
    public long failedFiles() {
        return counters.failedFiles();
    }

    @Override
    public long readBytes() {
        return counters.bytes().getCount();
    }

    private MediaRuntime acquire(MultimodalConfig config) throws IOException {
        try {
            return MediaRuntime.acquire(config);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
        media.close();
    }
}
