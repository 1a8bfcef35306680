// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

/**
 * How the frames of a video are turned and mirrored for display.
 *
 * @param quarterTurns clockwise: 0 to 3
 * @param mirrored whether left and right change places after the turn
 */
public record DisplayMatrix(int quarterTurns, boolean mirrored) {
    /** Frames are shown as they are stored. */
    public static final DisplayMatrix IDENTITY = new DisplayMatrix(0, false);

    /** About a degree, against the largest number. */
    private static final double LITTLE = 0.02;

    /**
     * Of the matrix that brings a stored point (x, y) to (ax + cy, bx + dy), y downwards. One that
     * turns by other angles than quarters leaves the frames as they are.
     */
    public static DisplayMatrix of(int a, int b, int c, int d) {
        double most = Math.max(Math.max(size(a), size(b)), Math.max(size(c), size(d)));
        double little = most * LITTLE;
        boolean noTurn = size(b) <= little && size(c) <= little;
        boolean quarterTurn = size(a) <= little && size(d) <= little;
        if (noTurn && size(a) > little && size(d) > little) {
            return new DisplayMatrix(d > 0 ? 0 : 2, a > 0 != d > 0);
        } else if (quarterTurn && size(b) > little && size(c) > little) {
            return new DisplayMatrix(b > 0 ? 1 : 3, b > 0 == c > 0);
        }
        return IDENTITY;
    }

    private static double size(int value) {
        return Math.abs((double) value);
    }
}
