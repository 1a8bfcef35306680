// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

/** The discrete cosine transform of type II, unscaled. */
public final class Dct {
    private Dct() {}

    /**
     * The lowest frequencies of a square.
     *
     * @param pixels of {@code size × size}, row by row
     * @param wanted how many frequencies of each direction
     */
    public static double[] lowFrequencies(int[] pixels, int size, int wanted) {
        double[][] cosines = new double[wanted][size];
        for (int frequency = 0; frequency < wanted; frequency++) {
            for (int i = 0; i < size; i++) {
                cosines[frequency][i] =
                        2 * Math.cos(Math.PI * frequency * (2 * i + 1) / (2 * size));
            }
        }
        double[] down = new double[wanted * size];
        for (int frequency = 0; frequency < wanted; frequency++) {
            for (int x = 0; x < size; x++) {
                for (int y = 0; y < size; y++) {
                    down[frequency * size + x] += cosines[frequency][y] * pixels[y * size + x];
                }
            }
        }
        double[] low = new double[wanted * wanted];
        for (int row = 0; row < wanted; row++) {
            for (int column = 0; column < wanted; column++) {
                for (int x = 0; x < size; x++) {
                    low[row * wanted + column] += cosines[column][x] * down[row * size + x];
                }
            }
        }
        return low;
    }
}
