// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

/**
 * Where a line of text stands in an image: a box that is turned about its centre. Cut out and
 * turned back, the line lies horizontally.
 *
 * @param x left edge of the box before it is turned, in pixels
 * @param y upper edge of the box before it is turned, in pixels
 * @param width of the box before it is turned, at least 1
 * @param height of the box before it is turned, at least 1
 * @param angle by how many degrees the box is turned clockwise, in (-45, 135]
 * @param score how sure the detector is, in [0, 1]
 */
public record TextBox(int x, int y, int width, int height, double angle, float score) {
    double centreX() {
        return x + width / 2.0;
    }

    double centreY() {
        return y + height / 2.0;
    }

    /** How high the box is after it was turned: from its highest to its lowest point. */
    double extentY() {
        double radians = Math.toRadians(angle);
        return Math.abs(width * Math.sin(radians)) + Math.abs(height * Math.cos(radians));
    }
}
