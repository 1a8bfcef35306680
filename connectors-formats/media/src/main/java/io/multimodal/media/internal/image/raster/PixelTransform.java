// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import io.multimodal.types.program.ImageSize;

/**
 * Where a pixel of a box goes that is upright in the source: {@code u = u0 + ux x + uy y}, and v
 * alike.
 *
 * @param u0 the column of the first pixel
 * @param ux columns a pixel further along the row
 * @param uy columns a row further down
 * @param v0 the row of the first pixel
 * @param vx rows a pixel further along the row
 * @param vy rows a row further down
 */
public record PixelTransform(int u0, int ux, int uy, int v0, int vx, int vy) {
    public static PixelTransform none(ImageSize size) {
        return of(Affine.IDENTITY, size);
    }

    /** The turn of an upright map whose result has this size. */
    public static PixelTransform of(Affine map, ImageSize size) {
        if (map.swapsSides()) {
            int ux = 0;
            int uy = map.d() > 0 ? 1 : -1;
            int vx = map.b() > 0 ? 1 : -1;
            return new PixelTransform(
                    uy > 0 ? 0 : size.width() - 1, ux, uy, vx > 0 ? 0 : size.height() - 1, vx, 0);
        }
        int ux = map.a() > 0 ? 1 : -1;
        int vy = map.e() > 0 ? 1 : -1;
        return new PixelTransform(
                ux > 0 ? 0 : size.width() - 1, ux, 0, vy > 0 ? 0 : size.height() - 1, 0, vy);
    }

    /** Whether rows stay rows, from left to right. */
    boolean keepsRows() {
        return ux == 1;
    }
}
