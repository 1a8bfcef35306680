// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.media.tensor.HeatMap;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * A tensor to be seen: one of three channels, before or behind height and width, as an image from
 * its least to its greatest element; of any other one the first matrix as a heat map.
 */
final class TensorImage {
    private static final int MAX_SIDE = 1024;
    private static final int CHANNELS = 3;

    private TensorImage() {}

    static byte[] png(TensorData tensor) throws IOException {
        if (tensor.size() == 0) {
            throw new MediaException(ErrorCode.UNSUPPORTED, "The tensor has no elements");
        }
        long[] shape = tensor.shape();
        int rank = shape.length;
        boolean isFirst = rank >= CHANNELS && shape[rank - 3] == CHANNELS;
        if (isFirst || (rank >= CHANNELS && shape[rank - 1] == CHANNELS)) {
            int height = (int) shape[isFirst ? rank - 2 : rank - 3];
            int width = (int) shape[isFirst ? rank - 1 : rank - 2];
            return colours(tensor, height, width, isFirst);
        }
        int columns = rank == 0 ? 1 : (int) shape[rank - 1];
        int rows = rank < 2 ? 1 : (int) shape[rank - 2];
        float[] first = new float[rows * columns];
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) tensor.get(i);
        }
        return HeatMap.of(TensorData.of(first, rows, columns), MAX_SIDE).png();
    }

    private static byte[] colours(TensorData tensor, int height, int width, boolean isFirst)
            throws IOException {
        int pixels = height * width;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CHANNELS * pixels; i++) {
            double element = tensor.get(i);
            if (Double.isFinite(element)) {
                least = Math.min(least, element);
                greatest = Math.max(greatest, element);
            }
        }
        double scale = greatest > least ? 255 / (greatest - least) : 0;
        int step = (Math.max(height, width) + MAX_SIDE - 1) / MAX_SIDE;
        BufferedImage image =
                new BufferedImage(
                        (width + step - 1) / step,
                        (height + step - 1) / step,
                        BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y += step) {
            for (int x = 0; x < width; x += step) {
                int colour = 0;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int pixel = y * width + x;
                    double element =
                            tensor.get(
                                    isFirst
                                            ? channel * pixels + pixel
                                            : CHANNELS * pixel + channel);
                    colour = (colour << 8) | ((int) Math.round((element - least) * scale) & 0xff);
                }
                image.setRGB(x / step, y / step, colour);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
