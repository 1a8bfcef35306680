// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import java.util.Arrays;

/**
 * A rectangle in any direction. Axes are those of an image: x to the right, y down.
 *
 * @param centreX of the rectangle
 * @param centreY of the rectangle
 * @param width along the direction
 * @param height across it
 * @param angle of the direction: degrees clockwise from the x axis, in (-45, 45]
 */
record RotatedBox(double centreX, double centreY, double width, double height, double angle) {
    private static final double QUARTER = 90;

    /**
     * The rectangle of the smallest area that holds all points: one of its sides lies on a side of
     * their convex hull.
     *
     * @param points x and y by turns, at least one point
     */
    static RotatedBox smallestAround(int... points) {
        int[] hull = ConvexHull.of(points);
        int corners = hull.length / 2;
        RotatedBox best = along(1, 0, hull);
        for (int i = 0; i < corners; i++) {
            int next = (i + 1) % corners;
            double dx = hull[2 * next] - hull[2 * i];
            double dy = hull[2 * next + 1] - hull[2 * i + 1];
            double length = Math.hypot(dx, dy);
            if (length > 0) {
                RotatedBox box = along(dx / length, dy / length, hull);
                // The margin keeps an upright box upright where another is as good.
                if (box.area() < best.area() - 1e-6) {
                    best = box;
                }
            }
        }
        return best;
    }

    private static RotatedBox along(double ux, double uy, int... points) {
        double minU = Double.POSITIVE_INFINITY;
        double maxU = Double.NEGATIVE_INFINITY;
        double minV = Double.POSITIVE_INFINITY;
        double maxV = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i += 2) {
            double u = points[i] * ux + points[i + 1] * uy;
            double v = points[i + 1] * ux - points[i] * uy;
            minU = Math.min(minU, u);
            maxU = Math.max(maxU, u);
            minV = Math.min(minV, v);
            maxV = Math.max(maxV, v);
        }
        double u = (minU + maxU) / 2;
        double v = (minV + maxV) / 2;
        return of(
                u * ux - v * uy,
                u * uy + v * ux,
                maxU - minU,
                maxV - minV,
                Math.toDegrees(Math.atan2(uy, ux)));
    }

    /** The same rectangle, its angle brought into (-45, 45] by quarter turns that swap sides. */
    private static RotatedBox of(double x, double y, double width, double height, double angle) {
        double brought = angle;
        double along = width;
        double across = height;
        while (brought > QUARTER / 2) {
            brought -= QUARTER;
            double swap = along;
            along = across;
            across = swap;
        }
        while (brought <= -QUARTER / 2) {
            brought += QUARTER;
            double swap = along;
            along = across;
            across = swap;
        }
        return new RotatedBox(x, y, along, across, brought);
    }

    private double area() {
        return width * height;
    }

    double shorterSide() {
        return Math.min(width, height);
    }

    /** The same with every side moved outwards. */
    RotatedBox grownBy(double distance) {
        return new RotatedBox(centreX, centreY, width + 2 * distance, height + 2 * distance, angle);
    }

    /**
     * The same in an image that is scaled along its axes. Where the factors differ a little, a
     * slanted rectangle becomes a parallelogram, of which this is the rectangle with its sides.
     */
    RotatedBox scaled(double scaleX, double scaleY) {
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        return of(
                centreX * scaleX,
                centreY * scaleY,
                Math.hypot(width * cos * scaleX, width * sin * scaleY),
                Math.hypot(height * sin * scaleX, height * cos * scaleY),
                Math.toDegrees(Math.atan2(sin * scaleY, cos * scaleX)));
    }

    boolean contains(double x, double y) {
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        double dx = x - centreX;
        double dy = y - centreY;
        return Math.abs(dx * cos + dy * sin) <= width / 2 + 1e-9
                && Math.abs(dy * cos - dx * sin) <= height / 2 + 1e-9;
    }

    /** The upright rectangle around this: least x, least y, greatest x, greatest y. */
    double[] bounds() {
        double cos = Math.abs(Math.cos(Math.toRadians(angle)));
        double sin = Math.abs(Math.sin(Math.toRadians(angle)));
        double halfX = (width * cos + height * sin) / 2;
        double halfY = (width * sin + height * cos) / 2;
        return new double[] {centreX - halfX, centreY - halfY, centreX + halfX, centreY + halfY};
    }

    /** Andrew's monotone chain. */
    private static final class ConvexHull {
        private ConvexHull() {}

        static int[] of(int... points) {
            long[] sorted = new long[points.length / 2];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = (long) points[2 * i] << 32 | points[2 * i + 1];
            }
            Arrays.sort(sorted);
            sorted = Arrays.stream(sorted).distinct().toArray();
            if (sorted.length < 3) {
                return unpacked(sorted, sorted.length);
            }
            long[] hull = new long[2 * sorted.length];
            int size = 0;
            for (long point : sorted) {
                while (size >= 2 && turn(hull[size - 2], hull[size - 1], point) <= 0) {
                    size--;
                }
                hull[size++] = point;
            }
            int lower = size + 1;
            for (int i = sorted.length - 2; i >= 0; i--) {
                while (size >= lower && turn(hull[size - 2], hull[size - 1], sorted[i]) <= 0) {
                    size--;
                }
                hull[size++] = sorted[i];
            }
            return unpacked(hull, size - 1);
        }

        private static long turn(long a, long b, long c) {
            return (x(b) - x(a)) * (y(c) - y(a)) - (y(b) - y(a)) * (x(c) - x(a));
        }

        private static long x(long point) {
            return point >> 32;
        }

        private static long y(long point) {
            return (int) point;
        }

        private static int[] unpacked(long[] points, int count) {
            int[] xy = new int[2 * count];
            for (int i = 0; i < count; i++) {
                xy[2 * i] = (int) x(points[i]);
                xy[2 * i + 1] = (int) y(points[i]);
            }
            return xy;
        }
    }
}
