// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.render;

import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.resample.BoxBlur;
import io.multimodal.types.program.ImageSize;

/** What is done to the pixels of a stage's result before the next stage sees them. */
sealed interface Effect {
    /** Lays the image into the middle of a black one. */
    record Pad(ImageSize size) implements Effect {}

    /** Blurs with this standard deviation, in pixels. */
    record Blur(double deviation) implements Effect {}

    /** Adds so many hundredths of what a blur with this standard deviation takes away. */
    record Sharpen(double deviation, int percent) implements Effect {}

    /** The image afterwards: the same raster, or another one in whose place it is closed. */
    static Raster apply(Effect effect, Raster image) {
        if (effect instanceof Pad pad) {
            return pad(image, pad.size);
        } else if (effect instanceof Blur blur) {
            new BoxBlur(blur.deviation).apply(image);
        } else if (effect instanceof Sharpen sharpen) {
            sharpen(image, sharpen);
        }
        return image;
    }

    /** How much memory it takes beside the image. */
    static long memoryBytes(Effect effect, ImageSize image) {
        if (effect instanceof Pad pad) {
            return Raster.bytes(pad.size.width(), pad.size.height());
        }
        return effect instanceof Sharpen ? Raster.bytes(image.width(), image.height()) : 0;
    }

    private static Raster pad(Raster image, ImageSize size) {
        Raster padded = Raster.allocate(size.width(), size.height());
        padded.blacken();
        // The one pixel that cannot be halved goes to the right and below, as PIL rounds it.
        padded.paste(
                image,
                (int) Math.rint((size.width() - image.width()) * 0.5),
                (int) Math.rint((size.height() - image.height()) * 0.5));
        image.close();
        return padded;
    }

    private static void sharpen(Raster image, Sharpen sharpen) {
        int width = image.width();
        byte[] sharp = new byte[width * Raster.CHANNELS];
        byte[] soft = new byte[sharp.length];
        try (Raster blurred = Raster.allocate(width, image.height())) {
            blurred.paste(image, 0, 0);
            new BoxBlur(sharpen.deviation).apply(blurred);
            for (int y = 0; y < image.height(); y++) {
                image.planes().get(0).read(0, y, sharp, width);
                blurred.planes().get(0).read(0, y, soft, width);
                for (int i = 0; i < sharp.length; i++) {
                    int value = sharp[i] & 0xff;
                    int difference = value - (soft[i] & 0xff);
                    int more = value + difference * sharpen.percent / 100;
                    sharp[i] = (byte) Math.max(0, Math.min(255, more));
                }
                image.write(y, sharp);
            }
        }
    }
}
