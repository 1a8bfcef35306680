// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import java.util.Arrays;
import java.util.function.Consumer;

/** Finds the connected regions of a mask; pixels that touch at a corner are connected. */
final class Regions {
    private static final int NONE = Integer.MIN_VALUE;

    private final boolean[] mask;
    private final int width;
    private final int height;
    private final int[] leftmost;
    private final int[] rightmost;
    private int[] pending = new int[1 << 10];

    /**
     * Over a mask of {@code width * height} pixels, row after row, which is cleared by the search.
     */
    Regions(boolean[] mask, int width, int height) {
        this.mask = mask;
        this.width = width;
        this.height = height;
        this.leftmost = new int[height];
        this.rightmost = new int[height];
    }

    /**
     * Gives each region, in the order in which their first pixels are met row after row, as the
     * first and last pixel of each of its rows: x and y by turns. Those hold all corners of its
     * convex hull.
     */
    void forEach(Consumer<int[]> region) {
        Arrays.fill(leftmost, NONE);
        for (int start = 0; start < mask.length; start++) {
            if (mask[start]) {
                region.accept(fill(start));
            }
        }
    }

    private int[] fill(int start) {
        int top = start / width;
        int bottom = top;
        int count = 0;
        mask[start] = false;
        pending[count++] = start;
        while (count > 0) {
            int pixel = pending[--count];
            int x = pixel % width;
            int y = pixel / width;
            bottom = Math.max(bottom, y);
            if (leftmost[y] == NONE) {
                leftmost[y] = x;
                rightmost[y] = x;
            } else {
                leftmost[y] = Math.min(leftmost[y], x);
                rightmost[y] = Math.max(rightmost[y], x);
            }
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int neighbour = ny * width + nx;
                    if (mask[neighbour]) {
                        mask[neighbour] = false;
                        if (count == pending.length) {
                            pending = Arrays.copyOf(pending, 2 * count);
                        }
                        pending[count++] = neighbour;
                    }
                }
            }
        }
        return extremes(top, bottom);
    }

    private int[] extremes(int top, int bottom) {
        int[] points = new int[4 * (bottom - top + 1)];
        for (int y = top, i = 0; y <= bottom; y++) {
            points[i++] = leftmost[y];
            points[i++] = y;
            points[i++] = rightmost[y];
            points[i++] = y;
            leftmost[y] = NONE;
        }
        return points;
    }
}
