// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/**
 * The size of an image as displayed, in pixels.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
@Public
public record ImageSize(int width, int height) {
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image has at least one pixel, not " + width + "x" + height);
        }
    }

    /** The size after a quarter turn: width and height exchanged. */
    @SuppressWarnings("ArgumentSelectionDefectChecker") // sides change places: that is the point
    public ImageSize turned() {
        return new ImageSize(height, width);
    }
}
