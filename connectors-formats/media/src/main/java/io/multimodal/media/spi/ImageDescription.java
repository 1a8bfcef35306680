// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.Orientation;
import io.multimodal.types.program.ImageSize;
import java.util.Objects;

/**
 * The properties of an image from its header, and the memory that decoding needs.
 *
 * @param size of the stored pixels, in pixels, before they are turned for display
 * @param layout of the pixels that {@link ImageFormat#decode} writes
 * @param orientation how the stored pixels are turned for display
 * @param workingBytesPerPixel how many bytes of memory of its own the decoder holds for each stored
 *     pixel, beyond the file and the {@link PixelBuffer}; at least 0, and 0 if it works row by row
 */
@Public
public record ImageDescription(
        ImageSize size, PixelChannels layout, Orientation orientation, int workingBytesPerPixel) {
    public ImageDescription {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(orientation, "orientation");
        if (workingBytesPerPixel < 0) {
            throw new IllegalArgumentException(
                    "A decoder holds at least 0 bytes for each pixel, not " + workingBytesPerPixel);
        }
    }

    /** An upright image whose decoder works row by row. */
    public ImageDescription(ImageSize size, PixelChannels layout) {
        this(size, layout, Orientation.UPRIGHT, 0);
    }
}
