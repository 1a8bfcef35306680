// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Video;
import java.util.Comparator;

/**
 * Orders the values of a column, which are not null: numbers by value, images by pixels, audio and
 * video by duration, anything else that has an order by that, and the rest by its text.
 */
enum CellOrder implements Comparator<Object> {
    INSTANCE;

    @Override
    public int compare(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        if (a instanceof MediaValue x && b instanceof MediaValue y) {
            return Double.compare(extent(x), extent(y));
        }
        if (a instanceof Comparable<?> x && a.getClass() == b.getClass()) {
            @SuppressWarnings("unchecked") // of its own class
            Comparable<Object> comparable = (Comparable<Object>) x;
            return comparable.compareTo(b);
        }
        return CellText.of(a).compareTo(CellText.of(b));
    }

    /** -1 where it is not known. */
    private static double extent(MediaValue value) {
        if (value instanceof Image image && image.width() != null && image.height() != null) {
            return (double) image.width() * image.height();
        }
        Double seconds =
                value instanceof Audio audio
                        ? audio.duration()
                        : value instanceof Video video ? video.duration() : null;
        return seconds == null ? -1 : seconds;
    }
}
