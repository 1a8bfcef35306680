// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.types.program.ImageSize;

/** How an image is brought to an input of one size. */
public enum Fit {
    /** Scaled to the size, whatever that does to its proportions. */
    STRETCH("stretch"),
    /**
     * Scaled to the height in its proportions, and narrowed where it is still too wide; the rest of
     * the width is filled with the mean.
     */
    PAD("pad");

    private final String word;

    Fit(String word) {
        this.word = word;
    }

    /** The word as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }

    TensorSpec spec(ImageSize image, ImageSize input, PixelFormat pixels) {
        ImageSize scaled =
                switch (this) {
                    case STRETCH -> input;
                    case PAD ->
                            new ImageSize(
                                    widthAtHeight(image, input.height(), input.width()),
                                    input.height());
                };
        return pixels.spec(scaled, input);
    }

    /** The width of an image that is scaled to a height in its proportions; at most a maximum. */
    static int widthAtHeight(ImageSize image, int height, int maxWidth) {
        long width = ((long) image.width() * height + image.height() - 1) / image.height();
        return (int) Math.min(width, maxWidth);
    }
}
