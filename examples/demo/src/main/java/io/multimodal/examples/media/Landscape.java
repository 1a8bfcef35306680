// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import java.util.Random;

/** A lake before hills, at an hour of the day. Draws itself at any size. Immutable. */
final class Landscape {
    private static final int RIDGES = 5;
    private static final int WAVES = 5;
    private static final double SHORE = 0.76;

    private final double[][] frequencies = new double[RIDGES][WAVES];
    private final double[][] phases = new double[RIDGES][WAVES];
    private final double sunRise;

    /**
     * @param seed says which hills
     */
    Landscape(long seed) {
        Random random = new Random(seed);
        sunRise = 0.1 + 0.3 * random.nextDouble();
        for (int ridge = 0; ridge < RIDGES; ridge++) {
            for (int wave = 0; wave < WAVES; wave++) {
                frequencies[ridge][wave] = (1 + 0.8 * random.nextDouble()) * Math.pow(2.1, wave);
                phases[ridge][wave] = 6.28 * random.nextDouble();
            }
        }
    }

    /**
     * @param hour of the day, from 0 at midnight to 1
     * @param seconds by how long the water has moved
     */
    Pixels draw(int width, int height, double hour, double seconds) {
        double[][] skylines = skylines(width);
        double[][] sky = Daylight.at(hour);
        double sunX = sunRise + 0.6 * (hour - 0.2) / 0.6;
        double sunY = 0.68 - 0.55 * Math.sin(Math.PI * (hour - 0.22) / 0.56);
        Pixels pixels = new Pixels(width, height);
        double[] colour = new double[3];
        double aspect = (double) width / height;
        for (int row = 0; row < height; row++) {
            double y = (row + 0.5) / height;
            double depth = Math.max(0, y - SHORE) / (1 - SHORE);
            for (int column = 0; column < width; column++) {
                int x = column;
                double mirrored = y;
                if (depth > 0) {
                    double ripple = Math.sin(90 / (depth + 0.12) + 3 * seconds + 0.004 * column);
                    x = Math.floorMod(column + (int) (ripple * depth * width / 60), width);
                    mirrored = SHORE - (y - SHORE) * (1.6 + 0.08 * ripple);
                }
                paint(colour, sky, skylines, x, width, mirrored, sunX, sunY, aspect);
                double dimmed = depth > 0 ? 0.86 - 0.22 * depth : 1;
                pixels.set(column, row, colour, dimmed);
            }
        }
        return pixels;
    }

    /** How high up each ridge reaches, 0 at the top. */
    private double[][] skylines(int width) {
        double[][] skylines = new double[RIDGES][width];
        for (int ridge = 0; ridge < RIDGES; ridge++) {
            double base = 0.46 + 0.065 * ridge;
            double swing = 0.11 - 0.014 * ridge;
            for (int x = 0; x < width; x++) {
                double height = 0;
                for (int wave = 0; wave < WAVES; wave++) {
                    double angle =
                            6.28 * frequencies[ridge][wave] * x / width + phases[ridge][wave];
                    height += Math.sin(angle) / Math.pow(2, wave);
                }
                skylines[ridge][x] = base - swing * height / 1.4;
            }
        }
        return skylines;
    }

    private static void paint(
            double[] colour,
            double[][] sky,
            double[][] skylines,
            int x,
            int width,
            double y,
            double sunX,
            double sunY,
            double aspect) {
        for (int ridge = RIDGES - 1; ridge >= 0; ridge--) {
            if (y > skylines[ridge][x]) {
                mix(colour, sky[2], sky[3], (double) ridge / (RIDGES - 1));
                // Haze in the valleys.
                double haze = Math.min(1, (y - skylines[ridge][x]) * 5) * 0.28;
                mix(colour, colour, sky[1], haze * (1 - 0.2 * ridge));
                return;
            }
        }
        mix(colour, sky[0], sky[1], Math.pow(Math.min(1, Math.max(0, y) / 0.6), 1.4));
        double dx = ((double) x / width - sunX) * aspect;
        double dy = y - sunY;
        double distance = Math.sqrt(dx * dx + dy * dy);
        double disc = Math.max(0, Math.min(1, (0.052 - distance) * 160));
        double glow = 0.55 * Math.exp(-distance * 5) + disc;
        mix(colour, colour, Daylight.SUN, Math.min(1, glow));
    }

    private static void mix(double[] to, double[] one, double[] other, double share) {
        for (int i = 0; i < 3; i++) {
            to[i] = one[i] + (other[i] - one[i]) * share;
        }
    }
}
