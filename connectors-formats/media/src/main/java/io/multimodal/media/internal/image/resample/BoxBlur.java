// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import io.multimodal.media.internal.image.raster.Raster;

/**
 * A Gaussian blur as PIL makes it: three box blurs in each direction, whose width may be a fraction
 * of a pixel; the image's edge is repeated. Takes as long for any width.
 */
public final class BoxBlur {
    private static final int PASSES = 3;
    private static final int POINT = 24;
    private static final int CHANNELS = Raster.CHANNELS;

    /** So many columns are read together, since a row's pixels lie together. */
    private static final int TILE = 16;

    private final int radius;
    private final long weight;
    private final long edgeWeight;

    /**
     * @param deviation the standard deviation in pixels
     */
    public BoxBlur(double deviation) {
        // PIL counts in float here.
        float variance = (float) deviation * (float) deviation / PASSES;
        float length = (float) Math.sqrt(12.0 * variance + 1.0);
        float whole = (float) Math.floor((length - 1.0) / 2.0);
        float part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        part /= 6 * (variance - (whole + 1) * (whole + 1));
        float wide = whole + part;
        this.radius = (int) wide;
        this.weight = (long) ((1 << POINT) / (wide * 2 + 1));
        this.edgeWeight = ((1 << POINT) - (radius * 2 + 1) * weight) / 2;
    }

    /** Blurs an allocated RGB raster in place. */
    public void apply(Raster image) {
        int width = image.width();
        int height = image.height();
        byte[] row = new byte[width * CHANNELS];
        byte[] line = new byte[Math.max(width, height)];
        byte[] spare = new byte[line.length];
        for (int y = 0; y < height; y++) {
            image.planes().get(0).read(0, y, row, width);
            for (int c = 0; c < CHANNELS; c++) {
                blur(row, c, CHANNELS, width, line, spare);
            }
            image.write(y, row);
        }
        for (int x = 0; x < width; x += TILE) {
            columns(image, x, Math.min(TILE, width - x), line, spare);
        }
    }

    private void columns(Raster image, int x, int count, byte[] line, byte[] spare) {
        int height = image.height();
        int step = count * CHANNELS;
        byte[] tile = new byte[step * height];
        byte[] part = new byte[step];
        for (int y = 0; y < height; y++) {
            image.planes().get(0).read(x, y, part, count);
            System.arraycopy(part, 0, tile, y * step, step);
        }
        for (int i = 0; i < step; i++) {
            blur(tile, i, step, height, line, spare);
        }
        for (int y = 0; y < height; y++) {
            System.arraycopy(tile, y * step, part, 0, step);
            image.write(x, y, part);
        }
    }

    private void blur(byte[] from, int start, int step, int count, byte[] line, byte[] spare) {
        for (int i = 0; i < count; i++) {
            line[i] = from[start + i * step];
        }
        byte[] source = line;
        byte[] target = spare;
        for (int pass = 0; pass < PASSES; pass++) {
            pass(source, target, count);
            byte[] done = target;
            target = source;
            source = done;
        }
        for (int i = 0; i < count; i++) {
            from[start + i * step] = source[i];
        }
    }

    private void pass(byte[] source, byte[] target, int count) {
        int last = count - 1;
        long sum = (long) (source[0] & 0xff) * (radius + 1);
        for (int i = 0; i < radius; i++) {
            sum += source[Math.min(i, last)] & 0xff;
        }
        for (int i = 0; i < count; i++) {
            sum += (source[Math.min(i + radius, last)] & 0xff);
            int left = source[Math.max(i - radius - 1, 0)] & 0xff;
            int right = source[Math.min(i + radius + 1, last)] & 0xff;
            sum -= left;
            long far = (long) left + right;
            target[i] = (byte) ((sum * weight + far * edgeWeight + (1 << (POINT - 1))) >> POINT);
        }
    }
}
