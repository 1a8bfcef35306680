// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import org.bytedeco.javacpp.BytePointer;

/** Writes rows as pixels. */
public final class RasterSink implements RowSink {
    private final Raster target;
    private final BytePointer pixels;
    private final byte[] row;

    public RasterSink(Raster target) {
        this.target = target;
        this.pixels = target.data();
        this.row = new byte[target.width() * Raster.CHANNELS];
    }

    @Override
    public void row(int y, float[][] rgb, PixelTransform turn) {
        int width = rgb[0].length;
        if (turn.keepsRows()) {
            for (int c = 0; c < Raster.CHANNELS; c++) {
                for (int x = 0; x < width; x++) {
                    row[x * Raster.CHANNELS + c] = round(rgb[c][x]);
                }
            }
            target.write(turn.v0() + turn.vy() * y, row);
            return;
        }
        long first =
                (turn.v0() + (long) turn.vy() * y) * target.stride()
                        + (turn.u0() + (long) turn.uy() * y) * Raster.CHANNELS;
        long next = turn.vx() * target.stride() + (long) turn.ux() * Raster.CHANNELS;
        for (int c = 0; c < Raster.CHANNELS; c++) {
            for (int x = 0; x < width; x++) {
                pixels.put(first + x * next + c, round(rgb[c][x]));
            }
        }
    }

    public static byte round(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }
}
