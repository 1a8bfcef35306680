// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import io.multimodal.types.program.ImageSize;

/**
 * A box with upright sides, which may cut pixels.
 *
 * @param x0 left
 * @param y0 top
 * @param x1 right
 * @param y1 bottom
 */
public record Box(double x0, double y0, double x1, double y1) {
    private static final double EPSILON = 1e-6;

    /** The smallest box around what a map makes of an image. */
    public static Box of(Affine map, ImageSize size) {
        double x0 = Double.POSITIVE_INFINITY;
        double y0 = Double.POSITIVE_INFINITY;
        double x1 = Double.NEGATIVE_INFINITY;
        double y1 = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 4; corner++) {
            double u = (corner & 1) * (double) size.width();
            double v = (corner >> 1) * (double) size.height();
            x0 = Math.min(x0, map.x(u, v));
            y0 = Math.min(y0, map.y(u, v));
            x1 = Math.max(x1, map.x(u, v));
            y1 = Math.max(y1, map.y(u, v));
        }
        return new Box(x0, y0, x1, y1);
    }

    /** The box on a plane that may have fewer samples than the image has pixels. */
    public Box on(Plane plane) {
        Affine map = plane.ofImage();
        return new Box(map.a() * x0, map.e() * y0, map.a() * x1, map.e() * y1);
    }

    public boolean liesIn(int width, int height) {
        return x0 > -EPSILON && y0 > -EPSILON && x1 < width + EPSILON && y1 < height + EPSILON;
    }
}
