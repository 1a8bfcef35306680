// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Internal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * A matrix as an image, the first row at the bottom, as spectrograms are drawn. Where no element is
 * negative, they are taken for powers and shown in decibels, down to 80 below the greatest; else
 * from the least to the greatest.
 */
@Internal
public final class HeatMap {
    private static final double RANGE_DECIBELS = 80;

    /** From dark to light, as evenly as the eye sees it: points of Matplotlib's magma. */
    private static final int[] COLOURS = {
        0x000004, 0x140e36, 0x3b0f70, 0x641a80, 0x8c2981, 0xb73779, 0xde4968, 0xf7705c, 0xfe9f6d,
        0xfecf92, 0xfcfdbf
    };

    private final int columns;

    /** Of all elements row by row from the top, 0 to 1. */
    private final double[] shades;

    private HeatMap(int columns, double[] shades) {
        this.columns = columns;
        this.shades = shades;
    }

    /** A matrix of at least one element, a pixel for each. */
    public static HeatMap of(TensorData matrix) {
        return of(matrix, Integer.MAX_VALUE);
    }

    /**
     * A matrix of at least one element. Elements that are not finite are black.
     *
     * @param maxSide the most pixels of a side; of longer ones, pixels are left out evenly
     */
    public static HeatMap of(TensorData matrix, int maxSide) {
        int allRows = (int) matrix.shape()[0];
        int allColumns = (int) matrix.shape()[1];
        int rows = Math.min(allRows, maxSide);
        int columns = Math.min(allColumns, maxSide);
        double[] shades = new double[rows * columns];
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shades.length; i++) {
            long row = (long) (rows - 1 - i / columns) * allRows / rows;
            long column = (long) (i % columns) * allColumns / columns;
            shades[i] = matrix.get((int) (row * allColumns + column));
            if (Double.isFinite(shades[i])) {
                least = Math.min(least, shades[i]);
                greatest = Math.max(greatest, shades[i]);
            }
        }
        for (int i = 0; i < shades.length; i++) {
            shades[i] =
                    least >= 0
                            ? 1 + 10 * Math.log10(shades[i] / greatest) / RANGE_DECIBELS
                            : (shades[i] - least) / (greatest - least);
        }
        return new HeatMap(columns, shades);
    }

    /** The image, a pixel for each element. */
    public byte[] png() throws IOException {
        BufferedImage image =
                new BufferedImage(columns, shades.length / columns, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < shades.length; i++) {
            image.setRGB(i % columns, i / columns, colour(shades[i]));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static int colour(double shade) {
        // What is not a number, as of silence, is black.
        double place = shade > 0 ? Math.min(1, shade) * (COLOURS.length - 1) : 0;
        int before = Math.min(COLOURS.length - 2, (int) place);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = COLOURS[before] >> shift & 0xff;
            int to = COLOURS[before + 1] >> shift & 0xff;
            colour |= (int) Math.round(from + (place - before) * (to - from)) << shift;
        }
        return colour;
    }
}
