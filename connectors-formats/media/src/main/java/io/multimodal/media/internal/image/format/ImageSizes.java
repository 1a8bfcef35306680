// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;

/** Makes sizes of what headers say. */
public final class ImageSizes {
    private ImageSizes() {}

    public static long pixels(ImageSize size) {
        return (long) size.width() * size.height();
    }

    public static long reduced(long side, int shift) {
        return -(-side >> shift);
    }

    public static String text(ImageSize size) {
        return size.width() + " x " + size.height();
    }

    static ImageSize of(String format, long width, long height) throws MediaException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The %s says that it is %d x %d pixels; each side has at least 1"
                            .formatted(format, width, height));
        }
        return new ImageSize((int) width, (int) height);
    }

    /** The same proportions with a longer side of at most so many pixels; never larger. */
    public static ImageSize fit(ImageSize size, int maxSide) {
        if (maxSide < 1) {
            throw new IllegalArgumentException(
                    "The longer side of an image has at least 1 pixel, not " + maxSide);
        }
        double scale = Math.min(1, (double) maxSide / Math.max(size.width(), size.height()));
        return new ImageSize(
                (int) Math.max(1, Math.round(size.width() * scale)),
                (int) Math.max(1, Math.round(size.height() * scale)));
    }
}
