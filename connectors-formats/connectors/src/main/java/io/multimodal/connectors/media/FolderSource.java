// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.AbstractFileSource;
import org.apache.flink.connector.file.src.ContinuousEnumerationSettings;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Flink's file source with splits of several files. */
final class FolderSource<T> extends AbstractFileSource<T, FilesSplit>
        implements DynamicParallelismInference {
    private static final long serialVersionUID = 1L;

    private final Path folder;
    private final FileNameGlob names;
    private final WholeFileFormat<T> format;

    FolderSource(
            Path folder,
            FileNameGlob names,
            WholeFileFormat<T> format,
            Optional<Duration> monitorInterval) {
        this(
                folder,
                names,
                format,
                monitorInterval.map(ContinuousEnumerationSettings::new).orElse(null),
                1);
    }

    private FolderSource(
            Path folder,
            FileNameGlob names,
            WholeFileFormat<T> format,
            ContinuousEnumerationSettings monitoring,
            int readers) {
        super(
                new Path[] {folder},
                () -> new MediaFileEnumerator(names),
                splits -> new FileGroups(splits, readers),
                format,
                monitoring);
        this.folder = folder;
        this.names = names;
        this.format = format;
    }

    @Override
    public SplitEnumerator<FilesSplit, PendingSplitsCheckpoint<FilesSplit>> createEnumerator(
            SplitEnumeratorContext<FilesSplit> context) {
        return readBy(context.currentParallelism()).create(context);
    }

    @Override
    public SplitEnumerator<FilesSplit, PendingSplitsCheckpoint<FilesSplit>> restoreEnumerator(
            SplitEnumeratorContext<FilesSplit> context,
            PendingSplitsCheckpoint<FilesSplit> checkpoint) {
        return readBy(context.currentParallelism()).restore(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<FilesSplit> getSplitSerializer() {
        return new FilesSplitSerializer();
    }

    /** No more readers than files. */
    @Override
    public int inferParallelism(Context context) {
        int most = context.getParallelismInferenceUpperBound();
        try {
            int files =
                    getEnumeratorFactory()
                            .create()
                            .enumerateSplits(new Path[] {folder}, most)
                            .size();
            return Math.max(1, Math.min(files, most));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, told how many readers share the files: Flink asks for groups without saying. */
    private FolderSource<T> readBy(int readers) {
        return new FolderSource<>(
                folder, names, format, getContinuousEnumerationSettings(), readers);
    }

    private SplitEnumerator<FilesSplit, PendingSplitsCheckpoint<FilesSplit>> create(
            SplitEnumeratorContext<FilesSplit> context) {
        return new ReserveEnumerator<>(super.createEnumerator(context));
    }

    private SplitEnumerator<FilesSplit, PendingSplitsCheckpoint<FilesSplit>> restore(
            SplitEnumeratorContext<FilesSplit> context,
            PendingSplitsCheckpoint<FilesSplit> checkpoint) {
        return new ReserveEnumerator<>(super.restoreEnumerator(context, checkpoint));
    }
}
