// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import java.util.List;

/**
 * The input columns of a row. Immutable and thread-safe.
 *
 * @param values by their position; not null
 */
@Public
public record InputRow(List<MediaValue> values) {
    public InputRow {
        values = List.copyOf(values);
    }

    /** An IMAGE. */
    public Image image(int position) {
        return (Image) values.get(position);
    }

    /** An AUDIO. */
    public Audio audio(int position) {
        return (Audio) values.get(position);
    }

    /** A VIDEO. */
    public Video video(int position) {
        return (Video) values.get(position);
    }

    /** A TENSOR. */
    public Tensor tensor(int position) {
        return (Tensor) values.get(position);
    }
}
