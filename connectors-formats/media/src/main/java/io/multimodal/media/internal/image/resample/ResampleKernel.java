// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

/**
 * The weights with which the samples of one side of a box make the samples of a result: a triangle
 * that is as wide as a pixel of the result where it shrinks (what PIL and torchvision call bilinear
 * with anti-aliasing) and of the source where it grows (bilinear interpolation). Immutable.
 */
final class ResampleKernel {
    /** Below this a weight is a rounding error. */
    private static final double NOTHING = 1e-7;

    private static final double EPSILON = 1e-6;

    /** Of the object, its arrays and an entry of a cache. */
    private static final int OVERHEAD_BYTES = 200;

    private final int[] first;
    private final float[] weights;
    private final int taps;
    private final int last;

    private ResampleKernel(int[] first, float[] weights, int taps) {
        this.first = first;
        this.weights = weights;
        this.taps = taps;
        this.last = first[first.length - 1];
    }

    /** How much a sample counts by its distance from the centre, in pixels of the result. */
    enum Kernel {
        /** A triangle. */
        LINEAR(1) {
            @Override
            double weight(double distance) {
                return 1 - Math.abs(distance);
            }
        },
        /** Three lobes of a windowed sinc: sharper, and what perceptual hashes are defined by. */
        LANCZOS(3) {
            @Override
            double weight(double distance) {
                return sinc(distance) * sinc(distance / 3);
            }
        };

        private final double support;

        Kernel(double support) {
            this.support = support;
        }

        abstract double weight(double distance);

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }

    /**
     * The filter of a box's side.
     *
     * @param start of the box, which may cut a sample
     * @param end of the box
     * @param size samples of the result
     * @param sourceSize samples there are; those outside the box count only where it cuts them
     */
    static ResampleKernel of(Kernel kernel, double start, double end, int size, int sourceSize) {
        int lower = (int) Math.min(sourceSize - 1, Math.max(0, Math.floor(start + EPSILON)));
        int upper = (int) Math.max(lower + 1, Math.min(sourceSize, Math.ceil(end - EPSILON)));
        double scale = (end - start) / size;
        double stretch = Math.max(1, scale);
        double support = kernel.support * stretch;
        int room = 2 * (int) Math.ceil(support) + 1;
        double[] all = new double[size * room];
        int[] first = new int[size];
        int taps = 1;
        for (int i = 0; i < size; i++) {
            double centre = start + (i + 0.5) * scale;
            int from =
                    Math.max(lower, Math.min(upper - 1, (int) Math.ceil(centre - support - 0.5)));
            int to = Math.min(upper, (int) Math.floor(centre + support - 0.5) + 1);
            first[i] = from;
            double sum = 0;
            for (int k = from; k < to; k++) {
                // A sample that the box cuts counts for the part that lies in it.
                double part = Math.min(k + 1, end) - Math.max(k, start);
                double weight = part * kernel.weight((k + 0.5 - centre) / stretch);
                double counted = Math.abs(weight) < NOTHING ? 0 : weight;
                all[i * room + k - from] = counted;
                sum += counted;
            }
            if (sum == 0) {
                all[i * room] = sum = 1;
            }
            // Without a leading zero, so that a shift by whole samples has one tap.
            while (all[i * room] == 0) {
                System.arraycopy(all, i * room + 1, all, i * room, room - 1);
                all[i * room + room - 1] = 0;
                first[i]++;
            }
            for (int k = 0; k < room; k++) {
                all[i * room + k] /= sum;
                taps = all[i * room + k] != 0 ? Math.max(taps, k + 1) : taps;
            }
        }
        return packed(first, all, room, Math.min(taps, upper - lower), upper);
    }

    /** All results with the same number of taps, none beyond the last sample. */
    private static ResampleKernel packed(int[] first, double[] all, int room, int taps, int upper) {
        float[] weights = new float[first.length * taps];
        for (int i = 0; i < first.length; i++) {
            int moved = Math.max(0, first[i] + taps - upper);
            first[i] -= moved;
            for (int k = 0; k < taps - moved; k++) {
                weights[i * taps + moved + k] = (float) all[i * room + k];
            }
        }
        return new ResampleKernel(first, weights, taps);
    }

    int size() {
        return first.length;
    }

    /** How much memory it takes. */
    int bytes() {
        return OVERHEAD_BYTES + first.length * Integer.BYTES + weights.length * Float.BYTES;
    }

    /** The most samples that make one of the result. */
    int taps() {
        return taps;
    }

    /** The first sample that makes one of the result. */
    int first(int i) {
        return first[i];
    }

    float weight(int i, int tap) {
        return weights[i * taps + tap];
    }

    /** The first sample that is needed. */
    int from() {
        return first[0];
    }

    /** Behind the last sample that is needed. */
    int to() {
        return last + taps;
    }

    /** Whether the result is the source from {@link #from} on. */
    boolean isCopy() {
        return taps == 1 && to() - from() == first.length;
    }

    /** Filters a row of one channel whose first sample is the one numbered {@link #from}. */
    void apply(float[] row, float[] result) {
        int left = first[0];
        switch (taps) {
            case 1 -> {
                for (int x = 0; x < first.length; x++) {
                    result[x] = row[first[x] - left];
                }
            }
            case 2 -> {
                for (int x = 0; x < first.length; x++) {
                    int at = first[x] - left;
                    result[x] = weights[2 * x] * row[at] + weights[2 * x + 1] * row[at + 1];
                }
            }
            case 3 -> {
                for (int x = 0; x < first.length; x++) {
                    int at = first[x] - left;
                    result[x] =
                            weights[3 * x] * row[at]
                                    + weights[3 * x + 1] * row[at + 1]
                                    + weights[3 * x + 2] * row[at + 2];
                }
            }
            case 4 -> {
                for (int x = 0; x < first.length; x++) {
                    int at = first[x] - left;
                    result[x] =
                            weights[4 * x] * row[at]
                                    + weights[4 * x + 1] * row[at + 1]
                                    + weights[4 * x + 2] * row[at + 2]
                                    + weights[4 * x + 3] * row[at + 3];
                }
            }
            default -> {
                for (int x = 0; x < first.length; x++) {
                    int at = first[x] - left;
                    float sum = 0;
                    for (int k = 0; k < taps; k++) {
                        sum += weights[x * taps + k] * row[at + k];
                    }
                    result[x] = sum;
                }
            }
        }
    }

    /** The same for three interleaved channels, each to a row of its own. */
    void applyToTriples(float[] row, float[][] result) {
        int left = first[0];
        for (int x = 0; x < first.length; x++) {
            int at = 3 * (first[x] - left);
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int k = 0; k < taps; k++) {
                float weight = weights[x * taps + k];
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += 3;
            }
            result[0][x] = red;
            result[1][x] = green;
            result[2][x] = blue;
        }
    }
}
