// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

/**
 * Scales a box of a raster: separably, by a triangle filter that is as wide as a pixel of the
 * result where it shrinks (what PIL and torchvision call bilinear with anti-aliasing) and of the
 * source where it grows (bilinear interpolation).
 */
final class Resampler {
    private Resampler() {}

    /** The weights of one side. */
    private static final class Filter {
        /** The first source pixel of each result pixel. */
        private final int[] first;

        /** Of each result pixel and tap. */
        private final float[] weights;

        /** The most source pixels of one result pixel. */
        private final int taps;

        private Filter(int[] first, float[] weights, int taps) {
            this.first = first;
            this.weights = weights;
            this.taps = taps;
        }

        static Filter of(double start, double end, int size, int sourceSize) {
            int lower = (int) Math.max(0, Math.floor(start + 1e-6));
            int upper = (int) Math.min(sourceSize, Math.ceil(end - 1e-6));
            double scale = (end - start) / size;
            double support = Math.max(1, scale);
            int taps = (int) Math.ceil(support) * 2 + 1;
            int[] first = new int[size];
            float[] weights = new float[size * taps];
            double[] exact = new double[taps];
            for (int i = 0; i < size; i++) {
                double centre = start + (i + 0.5) * scale;
                int from = Math.max(lower, (int) Math.floor(centre - support + 0.5));
                int to = Math.min(upper, (int) Math.floor(centre + support + 0.5));
                from = Math.max(lower, Math.min(from, upper - 1));
                to = Math.max(from + 1, to);
                double sum = 0;
                for (int k = from; k < to; k++) {
                    double weight = 1 - Math.abs(k + 0.5 - centre) / support;
                    exact[k - from] = Math.max(0, weight);
                    sum += exact[k - from];
                }
                if (sum <= 0) {
                    exact[0] = sum = 1;
                }
                first[i] = Math.min(from, Math.max(lower, upper - taps));
                for (int k = from; k < to; k++) {
                    weights[i * taps + k - first[i]] = (float) (exact[k - from] / sum);
                }
            }
            return new Filter(first, weights, Math.min(taps, upper - lower));
        }

        int stride() {
            return weights.length / first.length;
        }
    }

    /**
     * Scales the box {@code [x0, x1) × [y0, y1)}, which may cut pixels and lies in the raster, to a
     * size. Pixels outside the box count only where the box cuts them.
     */
    static void resample(
            Raster source,
            double x0,
            double y0,
            double x1,
            double y1,
            int width,
            int height,
            RowSink sink) {
        Filter across = Filter.of(x0, x1, width, source.width());
        Filter down = Filter.of(y0, y1, height, source.height());
        int left = across.first[0];
        int right = across.first[width - 1] + across.taps;
        int samples = (right - left) * Raster.CHANNELS;
        Rows rows = new Rows(source, left, right - left, down.taps + 1);
        float[] column = new float[samples];
        float[] result = new float[width * Raster.CHANNELS];
        for (int y = 0; y < height; y++) {
            blend(rows, down, y, column);
            shrinkRow(across, left, column, result);
            sink.row(y, result);
        }
    }

    private static void blend(Rows rows, Filter down, int y, float[] sum) {
        boolean empty = true;
        for (int k = 0; k < down.taps; k++) {
            float weight = down.weights[y * down.stride() + k];
            if (weight == 0f) {
                continue;
            }
            float[] row = rows.row(down.first[y] + k);
            if (empty) {
                multiply(row, weight, sum);
                empty = false;
            } else {
                add(row, weight, sum);
            }
        }
    }

    // Loops of their own, which the compiler turns into vector instructions.
    private static void multiply(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = weight * row[i];
        }
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    private static void shrinkRow(Filter across, int left, float[] row, float[] result) {
        int taps = across.taps;
        int stride = across.stride();
        float[] weights = across.weights;
        for (int x = 0; x < across.first.length; x++) {
            int at = (across.first[x] - left) * Raster.CHANNELS;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int k = 0; k < taps; k++) {
                float weight = weights[x * stride + k];
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += Raster.CHANNELS;
            }
            result[x * Raster.CHANNELS] = red;
            result[x * Raster.CHANNELS + 1] = green;
            result[x * Raster.CHANNELS + 2] = blue;
        }
    }

    /** The last few rows as floats: neighbouring rows of the result share them. */
    private static final class Rows {
        private final Raster source;
        private final int left;
        private final int pixels;
        private final byte[] bytes;
        private final float[][] ring;
        private final int[] held;

        Rows(Raster source, int left, int pixels, int rows) {
            this.source = source;
            this.left = left;
            this.pixels = pixels;
            this.bytes = new byte[pixels * Raster.CHANNELS];
            this.ring = new float[rows][];
            this.held = new int[rows];
        }

        float[] row(int y) {
            int slot = y % ring.length;
            if (ring[slot] == null) {
                ring[slot] = new float[bytes.length];
            } else if (held[slot] == y) {
                return ring[slot];
            }
            source.read(left, y, bytes, pixels);
            float[] row = ring[slot];
            for (int i = 0; i < bytes.length; i++) {
                row[i] = bytes[i] & 0xff;
            }
            held[slot] = y;
            return row;
        }
    }
}
