// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source;

import io.multimodal.connectors.media.source.enumerator.FolderEnumerator;
import io.multimodal.connectors.media.source.enumerator.FolderProgress;
import io.multimodal.connectors.media.source.enumerator.FolderProgressSerializer;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.FileNameGlob;
import io.multimodal.connectors.media.source.listing.FolderListing;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.reader.FileRows;
import io.multimodal.connectors.media.source.reader.FolderReader;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.FilesSplitSerializer;
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
import org.apache.flink.core.fs.Path;
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

    private final FolderListing listing;
    private final Monitoring monitoring;
    private final FileRows.Opener<T> rows;
    private final TypeInformation<T> type;

    /**
     * Reads nothing yet.
     *
     * @param folder of any file system that Flink knows; may be a single file
     * @param monitoring how the folder is looked through again; empty if it is listed once
     */
    public FolderSource(
            Path folder,
            FileNameGlob names,
            LinkRule links,
            FileFilter filter,
            Optional<Monitoring> monitoring,
            FileRows.Opener<T> rows,
            TypeInformation<T> type) {
        this.listing = new FolderListing(folder, names, links, filter);
        this.monitoring = monitoring.orElse(null);
        this.rows = rows;
        this.type = type;
    }

    @Override
    public Boundedness getBoundedness() {
        return monitoring == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FilesSplit, FolderProgress> createEnumerator(
            SplitEnumeratorContext<FilesSplit> context) throws IOException {
        return FolderEnumerator.begin(context, listing, Optional.ofNullable(monitoring));
    }

    @Override
    public SplitEnumerator<FilesSplit, FolderProgress> restoreEnumerator(
            SplitEnumeratorContext<FilesSplit> context, FolderProgress progress) {
        return FolderEnumerator.restore(
                context, listing, Optional.ofNullable(monitoring), progress);
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

    /** No more readers than files. */
    @Override
    public int inferParallelism(Context context) {
        try {
            int files = listing.list().size();
            return Math.max(1, Math.min(files, context.getParallelismInferenceUpperBound()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
