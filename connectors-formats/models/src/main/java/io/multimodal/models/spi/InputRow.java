// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import java.util.List;

/**
 * The input columns of a row. Immutable and thread-safe.
 *
 * @param values by the index of their column, from 0; not null. A multimodal type has its {@link
 *     io.multimodal.types.MediaValue}; STRING a String; a number or BOOLEAN its boxed form; an
 *     array a Java array of the primitive type, which must not be changed
 */
@Public
public record InputRow(List<?> values) {
    public InputRow {
        values = List.copyOf(values);
    }

    /**
     * The IMAGE in the column with this index.
     *
     * @throws ClassCastException if the column has another type
     */
    public Image image(int position) {
        return (Image) values.get(position);
    }

    /** The AUDIO in the column with this index; see {@link #image}. */
    public Audio audio(int position) {
        return (Audio) values.get(position);
    }

    /** The VIDEO in the column with this index; see {@link #image}. */
    public Video video(int position) {
        return (Video) values.get(position);
    }

    /** The TENSOR in the column with this index; see {@link #image}. */
    public Tensor tensor(int position) {
        return (Tensor) values.get(position);
    }

    /** The FILE in the column with this index; see {@link #image}. */
    public MediaFile file(int position) {
        return (MediaFile) values.get(position);
    }

    /** The STRING in the column with this index; see {@link #image}. */
    public String text(int position) {
        return (String) values.get(position);
    }
}
