// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import java.nio.FloatBuffer;

/** How many pixels of an image have which colour, in cells of similar colours. */
final class Histogram {
    private static final int CHANNELS = 3;

    /** Cells along each channel. */
    private static final int LEVELS = 8;

    private final int[] pixels = new int[LEVELS * LEVELS * LEVELS];
    private final double[][] sums = new double[pixels.length][CHANNELS];

    /**
     * Counts the pixels of an image.
     *
     * @param image three planes of one size: red, green and blue, with values from 0 to 1
     */
    Histogram(FloatBuffer image) {
        int count = image.limit() / CHANNELS;
        for (int i = 0; i < count; i++) {
            float red = image.get(i);
            float green = image.get(count + i);
            float blue = image.get(2 * count + i);
            int cell = (level(red) * LEVELS + level(green)) * LEVELS + level(blue);
            pixels[cell]++;
            sums[cell][0] += red;
            sums[cell][1] += green;
            sums[cell][2] += blue;
        }
    }

    private static int level(float value) {
        return Math.min(LEVELS - 1, Math.max(0, (int) (value * LEVELS)));
    }

    /** The mean of the cell with the most pixels, as {@code #rrggbb}. */
    String dominantColour() {
        int most = 0;
        for (int cell = 1; cell < pixels.length; cell++) {
            if (pixels[cell] > pixels[most]) {
                most = cell;
            }
        }
        StringBuilder text = new StringBuilder("#");
        for (double sum : sums[most]) {
            text.append("%02x".formatted(Math.round(sum / pixels[most] * 255)));
        }
        return text.toString();
    }
}
