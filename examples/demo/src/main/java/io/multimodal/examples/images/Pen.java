// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.images;

import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_DUPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getFontScaleFromHeight;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Writes lines of text of one height, word by word: the font's own blanks are as wide as a letter.
 */
final class Pen {
    private static final int FONT = FONT_HERSHEY_DUPLEX;
    private static final int HEIGHT_PER_STROKE = 9;
    private static final double BLANK_PER_HEIGHT = 0.6;

    private final int thickness;
    private final double scale;
    private final int blank;

    /**
     * @param height of a capital letter in pixels
     */
    Pen(int height) {
        thickness = Math.max(1, height / HEIGHT_PER_STROKE);
        scale = getFontScaleFromHeight(FONT, height, thickness);
        blank = (int) Math.round(height * BLANK_PER_HEIGHT);
    }

    int widthOf(String line) {
        int width = -blank;
        for (String word : line.split(" ", -1)) {
            width += wordWidth(word) + blank;
        }
        return width;
    }

    void write(Mat page, String line, int x, int baseline, Scalar ink) {
        int at = x;
        for (String word : line.split(" ", -1)) {
            putText(
                    page,
                    word,
                    new Point(at, baseline),
                    FONT,
                    scale,
                    ink,
                    thickness,
                    LINE_AA,
                    false);
            at += wordWidth(word) + blank;
        }
    }

    private int wordWidth(String word) {
        return getTextSize(word, FONT, scale, thickness, new IntPointer(1)).width();
    }
}
