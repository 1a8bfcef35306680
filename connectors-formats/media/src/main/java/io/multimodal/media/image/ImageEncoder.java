// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import io.multimodal.annotation.Public;
import io.multimodal.media.internal.image.decode.OpenCvEncoder;
import io.multimodal.media.internal.image.raster.Raster;
import java.util.Arrays;

/** Encodes pixels that were computed, not decoded. Thread-safe; does not block. */
@Public
public final class ImageEncoder {
    private ImageEncoder() {}

    /**
     * The bytes of a PNG file.
     *
     * @param rgb three bytes a pixel, row by row from the top
     * @param grey whether all pixels are grey, so that one channel is written
     */
    public static byte[] png(byte[] rgb, int width, int height, boolean grey) {
        int row = width * Raster.CHANNELS;
        if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(row, height)) {
            throw new IllegalArgumentException(
                    "%d x %d pixels take 3 bytes each, these are %d"
                            .formatted(width, height, rgb.length));
        }
        try (Raster raster = Raster.allocate(width, height)) {
            for (int y = 0; y < height; y++) {
                raster.write(y, Arrays.copyOfRange(rgb, y * row, (y + 1) * row));
            }
            return OpenCvEncoder.PNG.encode(raster, 0, grey);
        }
    }
}
