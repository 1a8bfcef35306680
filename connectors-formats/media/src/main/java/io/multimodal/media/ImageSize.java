// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

/**
 * The size of a picture as displayed.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record ImageSize(int width, int height) {
    long pixels() {
        return (long) width * height;
    }

    ImageSize swapped() {
        return new ImageSize(height, width);
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
