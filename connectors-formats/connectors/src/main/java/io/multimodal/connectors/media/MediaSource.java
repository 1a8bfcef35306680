// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.connectors.folder.FileNameGlob;
import io.multimodal.connectors.folder.FolderSource;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.fs.Path;

/**
 * Folders of media as a source for DataStream jobs.
 *
 * <pre>{@code
 * DataStream<MediaFile> photos = env.fromSource(
 *         MediaSource.files(config, "/data/photos"), WatermarkStrategy.noWatermarks(), "photos");
 * }</pre>
 */
public final class MediaSource {
    private MediaSource() {}

    /**
     * The pictures of a folder and its sub-folders, once. A file that cannot be used ends the job,
     * unless {@code config.onError()} says otherwise; then its {@link MediaFile#image()} is null.
     */
    public static Source<MediaFile, ?, ?> files(MultimodalConfig config, String folder) {
        return of(
                config,
                MediaKind.IMAGE,
                Taking.INTO_THE_STORE,
                folder,
                MediaKind.IMAGE.usualNames(),
                Optional.empty(),
                (file, value) ->
                        new MediaFile(
                                file.name(),
                                file.uri(),
                                file.sizeBytes(),
                                file.modified(),
                                (Image) value),
                TypeInformation.of(MediaFile.class));
    }

    static <T> FolderSource<T> of(
            MultimodalConfig config,
            MediaKind kind,
            Taking taking,
            String path,
            String glob,
            Optional<Duration> monitorInterval,
            MediaRows.RowOf<T> rowOf,
            TypeInformation<T> type) {
        return new FolderSource<>(
                new Path(path),
                new FileNameGlob(glob),
                monitorInterval,
                () -> new MediaRows<>(config, kind, taking, rowOf),
                type);
    }
}
