// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source;

import io.multimodal.connectors.media.source.enumerator.FolderEnumerator;
import io.multimodal.connectors.media.source.enumerator.FolderProgress;
import io.multimodal.connectors.media.source.enumerator.FolderProgressSerializer;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileStream;
import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.reader.FileRows;
import io.multimodal.connectors.media.source.reader.FolderReader;
import io.multimodal.connectors.media.source.snapshot.JobSegmentStore;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.FilesSplitSerializer;
import io.multimodal.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The files of a folder and its sub-folders, a row each: those there are, or also those that come
 * or change while the job runs. Each is emitted exactly once into the state of a job, also after
 * failures, savepoints and with another parallelism; one that changed, once more.
 */
public final class FolderSource<T>
        implements Source<T, FilesSplit, FolderProgress>,
                ResultTypeQueryable<T>,
                DynamicParallelismInference {
    private static final long serialVersionUID = 1L;

    private final Listing listing;
    private final Monitoring monitoring;
    private final StoreConfig store;
    private final long limit;
    private final FileRows.Opener<T> rows;
    private final TypeInformation<T> type;

    /**
     * Reads nothing yet.
     *
     * @param monitoring how the folder is looked through again; empty if it is listed once
     * @param store keeps which files of a monitored folder were seen
     * @param limit how many files are listed at most, where the folder is listed once
     */
    public FolderSource(
            Listing listing,
            Optional<Monitoring> monitoring,
            StoreConfig store,
            long limit,
            FileRows.Opener<T> rows,
            TypeInformation<T> type) {
        this.listing = listing;
        this.monitoring = monitoring.orElse(null);
        this.store = store;
        this.limit = limit;
        this.rows = rows;
        this.type = type;
    }

    @Override
    public Boundedness getBoundedness() {
        return monitoring == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FilesSplit, FolderProgress> createEnumerator(
            SplitEnumeratorContext<FilesSplit> context) {
        return FolderEnumerator.begin(
                context,
                listing,
                Optional.ofNullable(monitoring),
                new JobSegmentStore(store),
                limit);
    }

    @Override
    public SplitEnumerator<FilesSplit, FolderProgress> restoreEnumerator(
            SplitEnumeratorContext<FilesSplit> context, FolderProgress progress) {
        return FolderEnumerator.restore(
                context,
                listing,
                Optional.ofNullable(monitoring),
                new JobSegmentStore(store),
                progress);
    }

    @Override
    public SourceReader<T, FilesSplit> createReader(SourceReaderContext context)
            throws IOException {
        return new FolderReader<>(context, rows.open(context.metricGroup()));
    }

    @Override
    public SimpleVersionedSerializer<FilesSplit> getSplitSerializer() {
        return new FilesSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<FolderProgress> getEnumeratorCheckpointSerializer() {
        return new FolderProgressSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    /** No more readers than files, of which no more are listed. */
    @Override
    public int inferParallelism(Context context) {
        long most = Math.min(limit, context.getParallelismInferenceUpperBound());
        int files = 0;
        try (listing;
                FileStream stream = listing.after("")) {
            while (files < most && stream.next() != null) {
                files++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Math.max(1, files);
    }
}
