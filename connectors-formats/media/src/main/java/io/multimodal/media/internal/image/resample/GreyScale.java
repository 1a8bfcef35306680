// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import io.multimodal.media.internal.image.raster.Grey;
import io.multimodal.media.internal.image.raster.PixelTransform;
import io.multimodal.media.internal.image.raster.RowSink;
import io.multimodal.media.internal.image.resample.ResampleKernel.Kernel;

/** An image in 8-bit grey, as PIL makes it of RGB, to be shrunk with its Lanczos filter. */
public final class GreyScale implements RowSink {
    private final int width;
    private final int height;
    private final byte[] pixels;

    public GreyScale(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new byte[Math.multiplyExact(width, height)];
    }

    @Override
    public void row(int y, float[][] rgb, PixelTransform turn) {
        for (int x = 0; x < rgb[0].length; x++) {
            int u = turn.u0() + turn.ux() * x + turn.uy() * y;
            int v = turn.v0() + turn.vx() * x + turn.vy() * y;
            pixels[v * width + u] = (byte) Grey.of(rgb[0][x], rgb[1][x], rgb[2][x]);
        }
    }

    /**
     * The variance of the Laplacian {@code [0 1 0; 1 -4 1; 0 1 0]}, which is low where nothing is
     * sharp. The edge is mirrored without being repeated, as OpenCV does.
     */
    public double sharpness() {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value =
                        at(mirrored(x - 1, width), y)
                                + at(mirrored(x + 1, width), y)
                                + at(x, mirrored(y - 1, height))
                                + at(x, mirrored(y + 1, height))
                                - 4.0 * at(x, y);
                sum += value;
                squares += value * value;
            }
        }
        double count = pixels.length;
        return squares / count - sum / count * (sum / count);
    }

    private int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    private static int mirrored(int i, int count) {
        int inside = i < 0 ? -i : i >= count ? 2 * count - 2 - i : i;
        return Math.max(0, Math.min(count - 1, inside));
    }

    public int shorterSide() {
        return Math.min(width, height);
    }

    /** Shrinks, and rounds to 8 bits after each direction, as PIL does. */
    public int[] resize(int toWidth, int toHeight) {
        ResampleKernel across = KernelCache.get(Kernel.LANCZOS, 0, width, toWidth, width);
        ResampleKernel down = KernelCache.get(Kernel.LANCZOS, 0, height, toHeight, height);
        int[] rows = new int[toWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                double sum = 0;
                for (int k = 0; k < across.taps(); k++) {
                    sum += across.weight(x, k) * (pixels[y * width + across.first(x) + k] & 0xff);
                }
                rows[y * toWidth + x] = to8Bits(sum);
            }
        }
        int[] result = new int[toWidth * toHeight];
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                double sum = 0;
                for (int k = 0; k < down.taps(); k++) {
                    sum += down.weight(y, k) * rows[(down.first(y) + k) * toWidth + x];
                }
                result[y * toWidth + x] = to8Bits(sum);
            }
        }
        return result;
    }

    private static int to8Bits(double value) {
        return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
    }
}
