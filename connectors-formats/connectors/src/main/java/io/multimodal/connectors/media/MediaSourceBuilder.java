// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.annotation.Public;
import io.multimodal.connectors.media.ingest.IngestMode;
import io.multimodal.connectors.media.ingest.MediaKind;
import io.multimodal.connectors.media.ingest.MediaRows;
import io.multimodal.connectors.media.ingest.MediaScan;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.connectors.media.table.MediaOptions;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;

/**
 * Says how the files of a folder are read, as the options of a media table do. Not thread-safe.
 *
 * @param <M> the type of the values
 */
@Public
public final class MediaSourceBuilder<M extends MediaValue> {
    /**
     * A file as it was read.
     *
     * @param name of the file, without its folder
     * @param uri where it lies, absolute
     * @param sizeBytes its size when it was listed
     * @param modified when it was last written, as its file system says
     * @param value what is in it; null where it cannot be used and the job is to go on
     */
    public record ReadFile<M extends MediaValue>(
            String name, String uri, long sizeBytes, Instant modified, M value) {}

    /**
     * Converts a file to a record of the job. It is serialized into each reader, which calls it
     * from one thread; not thread-safe.
     */
    @FunctionalInterface
    public interface RecordOf<M extends MediaValue, T> extends Serializable {
        /** The record of a file; null for no record. It should not block. */
        T of(ReadFile<M> file);
    }

    private final Class<M> type;
    private final MultimodalConfig config;
    private final MediaKind kind;
    private final String folder;
    private NameRule names;
    private LinkRule links = LinkRule.WITHIN_FOLDER;
    private Monitoring monitoring;
    private boolean skipFailedFiles;
    private IngestMode taking = IngestMode.INTO_THE_STORE;

    MediaSourceBuilder(Class<M> type, MultimodalConfig config, String folder) {
        this.type = type;
        this.config = config;
        this.kind = MediaKind.of(type);
        this.folder = folder;
        this.names = new NameRule(kind.usualNames(), false);
    }

    /**
     * Which files, by a glob of their names; one with a slash, as {@code **}{@code /2026/*.jpg}, of
     * their paths below the folder.
     */
    public MediaSourceBuilder<M> glob(String glob) {
        this.names = NameRule.given(glob);
        return this;
    }

    /** References lead to the files themselves, and nothing is put into a store. */
    public MediaSourceBuilder<M> inPlace() {
        this.taking = IngestMode.IN_PLACE;
        return this;
    }

    /** Links that lead out of the folder are followed, too. */
    public MediaSourceBuilder<M> followingLinks() {
        this.links = LinkRule.ANYWHERE;
        return this;
    }

    /** Also files that come or change while the job runs, which then does not end. */
    public MediaSourceBuilder<M> monitored(Duration interval) {
        return monitored(interval, MediaOptions.SETTLE_TIME.defaultValue());
    }

    /**
     * The same.
     *
     * @param settleTime how long a file must have stayed the same before it is read
     */
    public MediaSourceBuilder<M> monitored(Duration interval, Duration settleTime) {
        this.monitoring = new Monitoring(interval, settleTime);
        return this;
    }

    /** A file that cannot be used gives no record, where the job goes on. */
    public MediaSourceBuilder<M> skipFailedFiles() {
        this.skipFailedFiles = true;
        return this;
    }

    /** The source; reads nothing yet. */
    public <T> Source<T, ?, ?> build(RecordOf<M, T> recordOf, TypeInformation<T> recordType) {
        MediaScan scan =
                new MediaScan(
                        config,
                        kind,
                        new MediaPath(folder),
                        names,
                        links,
                        monitoring,
                        skipFailedFiles);
        return scan.source(
                taking,
                false,
                FileFilter.ALL,
                MediaScan.NO_LIMIT,
                rowOf(type, recordOf),
                recordType);
    }

    /** Static, so that what is shipped holds these alone. */
    private static <M extends MediaValue, T> MediaRows.RowOf<T> rowOf(
            Class<M> type, RecordOf<M, T> recordOf) {
        return (file, value) ->
                recordOf.of(
                        new ReadFile<>(
                                file.listed().name(),
                                file.listed().uri(),
                                file.listed().sizeBytes(),
                                file.listed().modified(),
                                type.cast(value)));
    }
}
