// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.annotation.Public;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;

/**
 * Folders and buckets as sinks for the media of DataStream jobs.
 *
 * <pre>{@code
 * photos.sinkTo(
 *         MediaSink.of(Image.class, config, "/data/out")
 *                 .pathTemplate("{label}/{name}.webp")
 *                 .build(
 *                         Photo::image,
 *                         (photo, column) -> column.equals("label") ? photo.label() : photo.name()));
 * }</pre>
 */
@Public
public final class MediaSink {
    private MediaSink() {}

    /**
     * Writes the media of records as files: exactly once with checkpoints; in batch mode files
     * appear when all of them are written.
     *
     * @param type of the media that are written
     * @param path a local folder, or the URI of a bucket with the options that stores have there
     */
    public static <M extends MediaValue> MediaSinkBuilder<M> of(
            Class<M> type, MultimodalConfig config, String path) {
        return new MediaSinkBuilder<>(type, config, path);
    }
}
