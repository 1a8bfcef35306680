// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

/** A picture in 8-bit grey, as PIL makes it of RGB, to be shrunk with its Lanczos filter. */
final class GreyScale implements TurnedSink {
    private final int width;
    private final int height;
    private final byte[] pixels;

    GreyScale(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new byte[Math.multiplyExact(width, height)];
    }

    @Override
    public void row(int y, float[][] rgb, Turn turn) {
        for (int x = 0; x < rgb[0].length; x++) {
            int u = turn.u0() + turn.ux() * x + turn.uy() * y;
            int v = turn.v0() + turn.vx() * x + turn.vy() * y;
            int red = Math.round(rgb[0][x]);
            int green = Math.round(rgb[1][x]);
            int blue = Math.round(rgb[2][x]);
            // ITU-R 601 in 16 bits after the point.
            pixels[v * width + u] =
                    (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
        }
    }

    /** Shrinks, and rounds to 8 bits after each direction, as PIL does. */
    int[] resize(int toWidth, int toHeight) {
        Filter across = Filter.of(Filter.Kernel.LANCZOS, 0, width, toWidth, width);
        Filter down = Filter.of(Filter.Kernel.LANCZOS, 0, height, toHeight, height);
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
