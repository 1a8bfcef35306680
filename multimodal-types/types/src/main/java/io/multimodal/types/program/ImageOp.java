// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

/**
 * One step of an {@link ImageProgram}. Coordinates are pixels of the picture that the step before
 * it gives.
 */
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
     *     own size, and what lies outside the picture repeats the picture's edge; an upright box
     *     (0) is clipped to the picture, so its result may be smaller
     */
    record Crop(int x, int y, int width, int height, int centidegrees) implements ImageOp {}

    /**
     * Turns the picture clockwise.
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
}
