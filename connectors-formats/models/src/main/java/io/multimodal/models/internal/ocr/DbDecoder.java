// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes boxes of the probability map of a "differentiable binarisation" text detector, as PaddleOCR
 * does: regions above a threshold, the smallest turned rectangle around each, its mean probability
 * as the score, and a margin, because the map shows the shrunken core of each line.
 *
 * @param threshold from which probability on a pixel belongs to a text, in (0, 1)
 * @param boxThreshold the least mean probability of a box, in [0, 1]
 * @param unclipRatio how much boxes grow: by their area times this over their perimeter
 * @param maxBoxes how many boxes an image has at most, the first found being kept
 */
public record DbDecoder(float threshold, float boxThreshold, float unclipRatio, int maxBoxes) {
    /** What is thinner than this on the map is noise. */
    private static final double MIN_SIDE = 3;

    /** From this height to width on, a box is taken as a line that was turned by 90°. */
    private static final double TURNED_LINE_RATIO = 1.5;

    /**
     * The boxes in reading order.
     *
     * @param map probabilities row after row, {@code mapWidth * mapHeight} from its position on
     * @param width of the image that the boxes are for, in pixels
     * @param height of the image that the boxes are for, in pixels
     */
    public List<TextBox> boxes(
            FloatBuffer map, int mapWidth, int mapHeight, int width, int height) {
        float[] probabilities = new float[mapWidth * mapHeight];
        map.get(map.position(), probabilities);
        boolean[] mask = new boolean[probabilities.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = probabilities[i] > threshold;
        }
        double scaleX = (double) width / mapWidth;
        double scaleY = (double) height / mapHeight;
        List<TextBox> boxes = new ArrayList<>();
        new Regions(mask, mapWidth, mapHeight)
                .forEach(
                        region -> {
                            RotatedBox core = RotatedBox.smallestAround(region);
                            if (boxes.size() == maxBoxes || core.shorterSide() < MIN_SIDE) {
                                return;
                            }
                            float score = score(core, probabilities, mapWidth, mapHeight);
                            if (score < boxThreshold) {
                                return;
                            }
                            RotatedBox box = core.grownBy(margin(core)).scaled(scaleX, scaleY);
                            boxes.add(textBox(box, score, width, height));
                        });
        return ReadingOrder.of(boxes);
    }

    private double margin(RotatedBox core) {
        return core.width() * core.height() * unclipRatio / (2 * (core.width() + core.height()));
    }

    private static float score(RotatedBox box, float[] probabilities, int width, int height) {
        double[] bounds = box.bounds();
        int left = Math.max(0, (int) Math.floor(bounds[0]));
        int top = Math.max(0, (int) Math.floor(bounds[1]));
        int right = Math.min(width - 1, (int) Math.ceil(bounds[2]));
        int bottom = Math.min(height - 1, (int) Math.ceil(bounds[3]));
        double sum = 0;
        int count = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (box.contains(x, y)) {
                    sum += probabilities[y * width + x];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : (float) (sum / count);
    }

    private static TextBox textBox(RotatedBox box, float score, int width, int height) {
        double left = box.centreX() - box.width() / 2;
        double top = box.centreY() - box.height() / 2;
        double right = left + box.width();
        double bottom = top + box.height();
        if (box.angle() == 0) {
            left = Math.max(0, left);
            top = Math.max(0, top);
            right = Math.min(width, right);
            bottom = Math.min(height, bottom);
        }
        double along = right - left;
        double across = bottom - top;
        double angle = box.angle();
        if (across >= TURNED_LINE_RATIO * along) {
            angle += 90;
            double swap = along;
            along = across;
            across = swap;
        }
        int roundedWidth = Math.max(1, (int) Math.round(along));
        int roundedHeight = Math.max(1, (int) Math.round(across));
        return new TextBox(
                (int) Math.round((left + right - roundedWidth) / 2),
                (int) Math.round((top + bottom - roundedHeight) / 2),
                roundedWidth,
                roundedHeight,
                angle,
                score);
    }
}
