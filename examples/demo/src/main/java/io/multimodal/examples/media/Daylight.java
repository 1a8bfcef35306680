// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

/**
 * Colours of the sky and of hills over the day: the red, green and blue of the zenith, the horizon,
 * the farthest and the nearest hills.
 */
final class Daylight {
    static final double[] SUN = {255, 244, 214};

    private static final int[][] NIGHT = {{10, 14, 40}, {44, 56, 104}, {36, 44, 84}, {6, 9, 22}};
    private static final int[][] DAWN = {
        {72, 92, 164}, {255, 194, 156}, {158, 128, 156}, {42, 38, 64}
    };
    private static final int[][] DAY = {
        {52, 124, 210}, {204, 230, 246}, {132, 168, 190}, {26, 72, 56}
    };
    private static final int[][] DUSK = {
        {58, 48, 112}, {255, 142, 84}, {154, 84, 104}, {36, 22, 48}
    };

    /** At equal distances from midnight to midnight. */
    private static final int[][][] KEYS = {NIGHT, DAWN, DAY, DUSK, NIGHT};

    private Daylight() {}

    /** The four colours at an hour from 0 to 1. */
    static double[][] at(double hour) {
        double place = Math.max(0, Math.min(1, hour)) * (KEYS.length - 1);
        int before = Math.min(KEYS.length - 2, (int) place);
        double share = place - before;
        double[][] colours = new double[KEYS[0].length][3];
        for (int i = 0; i < colours.length; i++) {
            for (int c = 0; c < 3; c++) {
                colours[i][c] =
                        KEYS[before][i][c] + share * (KEYS[before + 1][i][c] - KEYS[before][i][c]);
            }
        }
        return colours;
    }
}
