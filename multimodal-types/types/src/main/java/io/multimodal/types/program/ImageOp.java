// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;

/**
 * One step of an {@link ImageProgram}. Coordinates are pixels of the image that the step before it
 * gives.
 */
@Public
public sealed interface ImageOp {
    /**
     * Cuts a box out, which may be turned.
     *
     * @param x left edge of the box before it is turned
     * @param y upper edge of the box before it is turned
     * @param width of the box, at least 1
     * @param height of the box, at least 1
     * @param centidegrees by how many hundredths of a degree the box is turned clockwise about its
     *     centre, in (-18000, 18000]; the result shows the box upright. A turned box has always its
     *     own size, and what lies outside the image repeats the image's edge; an upright box (0) is
     *     clipped to the image, so its result may be smaller
     */
    record Crop(int x, int y, int width, int height, int centidegrees) implements ImageOp {}

    /**
     * Turns the image clockwise.
     *
     * @param quarterTurns 1, 2 or 3
     */
    record Rotate(int quarterTurns) implements ImageOp {}

    /**
     * Scales to a size, with anti-aliasing where it shrinks.
     *
     * @param width of the result, at least 1
     * @param height of the result, at least 1
     */
    record Resize(int width, int height) implements ImageOp {}

    /**
     * Scales into a box without changing the proportions.
     *
     * @param width of the box, at least 1
     * @param height of the box, at least 1
     * @param how how an image of other proportions is scaled
     */
    record Fit(int width, int height, FitMode how) implements ImageOp {}

    /** Mirrors left to right. To mirror top to bottom, turn by 180 degrees, too. */
    record Flip() implements ImageOp {}

    /**
     * Keeps the colours, or turns them into grey.
     *
     * @param to what the result is
     */
    record Convert(ColourMode to) implements ImageOp {}

    /**
     * Blurs, as PIL's GaussianBlur does.
     *
     * @param centipixels the standard deviation in hundredths of a pixel, 1 to 100,000
     */
    record Blur(int centipixels) implements ImageOp {}

    /**
     * Sharpens by what a blur takes away, as PIL's UnsharpMask with a threshold of 0 does.
     *
     * @param centipixels the standard deviation of the blur, in hundredths of a pixel
     * @param percent how much of the difference is added, 1 to 1,000
     */
    record Sharpen(int centipixels, int percent) implements ImageOp {}

    /**
     * Sets the format in which the result is written. The last step of a program, wherever it was
     * appended: images are not encoded in between.
     *
     * @param as the format
     * @param quality 1 to 100; 0 for a format without loss
     */
    record Encode(Encoding as, int quality) implements ImageOp {}

    /**
     * Takes the frame that a video shows at a time. It can only be the first step, and its source
     * is a video.
     *
     * @param micros from the video's beginning, in microseconds, 0 to {@link Clip#MAX_MICROS}
     */
    record Frame(long micros) implements ImageOp {}

    /**
     * Renders a page of a document, such as a PDF file. It can only be the first step, and its
     * source is the file.
     *
     * @param number of the page, from 1 to {@value #MAX_NUMBER}
     * @param width of the result in pixels, at least 1; the page fills it
     * @param height of the result in pixels, at least 1
     */
    record Page(int number, int width, int height) implements ImageOp {
        /** The greatest number of a page. */
        public static final int MAX_NUMBER = 1_000_000;
    }
}
