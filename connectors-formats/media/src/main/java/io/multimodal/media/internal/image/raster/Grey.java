// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

/** Passes rows on in grey, as PIL makes it of RGB: in 8 bits. */
public final class Grey implements RowSink {
    private final RowSink next;
    private float[] grey = new float[0];

    public Grey(RowSink next) {
        this.next = next;
    }

    @Override
    public void row(int y, float[][] rgb, PixelTransform turn) {
        int pixels = rgb[0].length;
        if (grey.length != pixels) {
            grey = new float[pixels];
        }
        for (int x = 0; x < pixels; x++) {
            grey[x] = of(rgb[0][x], rgb[1][x], rgb[2][x]);
        }
        next.row(y, new float[][] {grey, grey, grey}, turn);
    }

    /** By ITU-R 601 in 16 bits after the point. */
    public static int of(float red, float green, float blue) {
        return (Math.round(red) * 19595
                        + Math.round(green) * 38470
                        + Math.round(blue) * 7471
                        + 0x8000)
                >> 16;
    }
}
