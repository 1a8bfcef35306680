// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.annotation.Public;
import io.multimodal.types.Image;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;

/**
 * Folders of media as a source for DataStream jobs.
 *
 * <pre>{@code
 * DataStream<MediaFile> photos = env.fromSource(
 *         MediaSource.files(config, "/data/photos"), WatermarkStrategy.noWatermarks(), "photos");
 *
 * Source<Double, ?, ?> durations = MediaSource.of(Audio.class, config, "/data/audio")
 *         .monitored(Duration.ofSeconds(10))
 *         .build(file -> file.value().duration(), Types.DOUBLE);
 * }</pre>
 */
@Public
public final class MediaSource {
    private MediaSource() {}

    /**
     * The images of a folder and its sub-folders, once. A file that cannot be used ends the job,
     * unless {@code config.onError()} says otherwise; then its {@link MediaRecord#image()} is null.
     */
    public static Source<MediaRecord, ?, ?> files(MultimodalConfig config, String folder) {
        return of(Image.class, config, folder)
                .build(
                        file ->
                                new MediaRecord(
                                        file.name(),
                                        file.uri(),
                                        file.sizeBytes(),
                                        file.modified(),
                                        file.value()),
                        TypeInformation.of(MediaRecord.class));
    }

    /**
     * The files of a folder and its sub-folders, read as values of a type; what it does by default
     * is what {@link #files} does.
     *
     * @param type {@code Image}, {@code Audio}, {@code Video}, {@code Tensor}, or {@code
     *     io.multimodal.types.MediaFile} for files of any kind
     * @throws IllegalArgumentException if it is another type
     */
    public static <M extends MediaValue> MediaSourceBuilder<M> of(
            Class<M> type, MultimodalConfig config, String folder) {
        return new MediaSourceBuilder<>(type, config, folder);
    }
}
