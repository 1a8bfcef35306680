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
    static Raster apply(Effect effect, Raster picture) {
        if (effect instanceof Pad pad) {
            return pad(picture, pad.size);
        } else if (effect instanceof Blur blur) {
            new BoxBlur(blur.deviation).apply(picture);
        } else if (effect instanceof Sharpen sharpen) {
            sharpen(picture, sharpen);
        }
        return picture;
    }

    /** How much memory it takes beside the image. */
    static long memoryBytes(Effect effect, ImageSize picture) {
        if (effect instanceof Pad pad) {
            return Raster.bytes(pad.size.width(), pad.size.height());
        }
        return effect instanceof Sharpen ? Raster.bytes(picture.width(), picture.height()) : 0;
    }

    private static Raster pad(Raster picture, ImageSize size) {
        Raster padded = Raster.allocate(size.width(), size.height());
        padded.blacken();
        // The one pixel that cannot be halved goes to the right and below, as PIL rounds it.
        padded.paste(
                picture,
                (int) Math.rint((size.width() - picture.width()) * 0.5),
                (int) Math.rint((size.height() - picture.height()) * 0.5));
        picture.close();
        return padded;
    }

    private static void sharpen(Raster picture, Sharpen sharpen) {
        int width = picture.width();
        byte[] sharp = new byte[width * Raster.CHANNELS];
        byte[] soft = new byte[sharp.length];
        try (Raster blurred = Raster.allocate(width, picture.height())) {
            blurred.paste(picture, 0, 0);
            new BoxBlur(sharpen.deviation).apply(blurred);
            for (int y = 0; y < picture.height(); y++) {
                picture.planes().get(0).read(0, y, sharp, width);
                blurred.planes().get(0).read(0, y, soft, width);
                for (int i = 0; i < sharp.length; i++) {
                    int value = sharp[i] & 0xff;
                    int difference = value - (soft[i] & 0xff);
                    int more = value + difference * sharpen.percent / 100;
                    sharp[i] = (byte) Math.max(0, Math.min(255, more));
                }
                picture.write(y, sharp);
            }
        }
    }
}
