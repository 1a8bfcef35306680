// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/** How an image is scaled into a box of other proportions. */
@Public
public enum FitMode {
    /** The largest size within the box: one side may be shorter. */
    CONTAIN,
    /** As CONTAIN, but a smaller image is unchanged; sides are rounded as PIL's thumbnails. */
    THUMBNAIL,
    /** The image covers the box, and the excess is cut off equally on both sides. */
    COVER,
    /** The image is the largest within the box and in its centre; the rest is black. */
    PAD;

    /**
     * The size in pixels to which the whole image is scaled; for COVER the box itself, since only a
     * part of the image is scaled.
     */
    public ImageSize scaled(ImageSize from, ImageSize box) {
        return switch (this) {
            case COVER -> box;
            case CONTAIN, PAD -> contained(from, box);
            case THUMBNAIL -> thumbnail(from, box);
        };
    }

    /** The size of the result in pixels. */
    public ImageSize result(ImageSize from, ImageSize box) {
        return this == PAD ? box : scaled(from, box);
    }

    /** As PIL's ImageOps.contain counts. */
    private static ImageSize contained(ImageSize from, ImageSize box) {
        double ratio = (double) from.width() / from.height();
        double wanted = (double) box.width() / box.height();
        if (ratio > wanted) {
            double height = Math.rint((double) from.height() / from.width() * box.width());
            return new ImageSize(box.width(), (int) Math.max(1, height));
        } else if (ratio < wanted) {
            double width = Math.rint((double) from.width() / from.height() * box.height());
            return new ImageSize((int) Math.max(1, width), box.height());
        }
        return box;
    }

    /** As PIL's Image.thumbnail counts. */
    private static ImageSize thumbnail(ImageSize from, ImageSize box) {
        if (box.width() >= from.width() && box.height() >= from.height()) {
            return from;
        }
        double ratio = (double) from.width() / from.height();
        if ((double) box.width() / box.height() >= ratio) {
            double exact = box.height() * ratio;
            return new ImageSize(
                    nearest(exact, n -> Math.abs(ratio - n / box.height())), box.height());
        }
        double exact = box.width() / ratio;
        return new ImageSize(
                box.width(), nearest(exact, n -> n == 0 ? 0 : Math.abs(ratio - box.width() / n)));
    }

    /** Of the whole numbers beside one the one that keeps the proportions best. */
    private static int nearest(double exact, java.util.function.DoubleUnaryOperator error) {
        double lower = Math.floor(exact);
        double upper = Math.ceil(exact);
        boolean up = error.applyAsDouble(upper) < error.applyAsDouble(lower);
        return (int) Math.max(1, up ? upper : lower);
    }
}
