// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Rotate;
import java.util.Arrays;

/** An image of numbers, and the plainest way to cut and turn it: what programs are held against. */
final class Pixels {
    private final int[][] rows;

    private Pixels(int[][] rows) {
        this.rows = rows;
    }

    static Pixels numbered(int width, int height) {
        int[][] rows = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rows[y][x] = y * width + x;
            }
        }
        return new Pixels(rows);
    }

    ImageSize size() {
        return new ImageSize(rows[0].length, rows.length);
    }

    Pixels apply(ImageOp op) {
        if (op instanceof Crop crop) {
            return crop(crop);
        }
        if (op instanceof ImageOp.Flip) {
            return mirrored();
        }
        Pixels turned = this;
        for (int i = 0; i < ((Rotate) op).quarterTurns(); i++) {
            turned = turned.turnedClockwise();
        }
        return turned;
    }

    private Pixels crop(Crop crop) {
        int x0 = Math.max(0, crop.x());
        int y0 = Math.max(0, crop.y());
        int x1 = Math.min(size().width(), crop.x() + crop.width());
        int y1 = Math.min(size().height(), crop.y() + crop.height());
        if (x0 >= x1 || y0 >= y1) {
            throw new IndexOutOfBoundsException("outside");
        }
        int[][] cut = new int[y1 - y0][];
        for (int y = y0; y < y1; y++) {
            cut[y - y0] = Arrays.copyOfRange(rows[y], x0, x1);
        }
        return new Pixels(cut);
    }

    private Pixels mirrored() {
        int width = size().width();
        int[][] mirrored = new int[rows.length][width];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < width; x++) {
                mirrored[y][width - 1 - x] = rows[y][x];
            }
        }
        return new Pixels(mirrored);
    }

    private Pixels turnedClockwise() {
        int width = size().width();
        int height = size().height();
        int[][] turned = new int[width][height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x][height - 1 - y] = rows[y][x];
            }
        }
        return new Pixels(turned);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels pixels && Arrays.deepEquals(rows, pixels.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(rows);
    }
}
