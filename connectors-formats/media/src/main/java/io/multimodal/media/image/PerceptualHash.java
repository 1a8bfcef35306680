// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import io.multimodal.annotation.Public;
import io.multimodal.media.internal.image.resample.Dct;
import io.multimodal.media.internal.image.resample.GreyScale;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Kinds of 64-bit perceptual hash: the hashes of similar images differ in few bits. They are
 * defined as the Python library ImageHash defines them, with its default size; the most significant
 * bit is the first of its bits, so that {@code Long.toHexString} gives its text.
 */
@Public
public enum PerceptualHash {
    /** Each pixel of 8 x 8 against their average: fast and coarse. */
    AVERAGE {
        @Override
        long of(GreyScale grey) {
            int[] pixels = grey.resize(SIDE, SIDE);
            double sum = 0;
            for (int pixel : pixels) {
                sum += pixel;
            }
            double mean = sum / pixels.length;
            long hash = 0;
            for (int pixel : pixels) {
                hash = hash << 1 | (pixel > mean ? 1 : 0);
            }
            return hash;
        }
    },
    /** Each pixel of 8 x 8 against its right neighbour: fast and independent of brightness. */
    DIFFERENCE {
        @Override
        long of(GreyScale grey) {
            int[] pixels = grey.resize(SIDE + 1, SIDE);
            long hash = 0;
            for (int i = 0; i < pixels.length; i++) {
                if (i % (SIDE + 1) != SIDE) {
                    hash = hash << 1 | (pixels[i + 1] > pixels[i] ? 1 : 0);
                }
            }
            return hash;
        }
    },
    /** The low frequencies against their median: the most robust. */
    PERCEPTION {
        @Override
        long of(GreyScale grey) {
            int size = 4 * SIDE;
            double[] low = Dct.lowFrequencies(grey.resize(size, size), size, SIDE);
            double median = median(low);
            long hash = 0;
            for (double value : low) {
                hash = hash << 1 | (value > median ? 1 : 0);
            }
            return hash;
        }
    },
    /**
     * The coarsest part of a Haar wavelet transform, which is the sums of 8 x 8 parts, against its
     * median; the side is shrunk to a power of two first.
     */
    WAVELET {
        @Override
        long of(GreyScale grey) {
            int size = Math.max(SIDE, Integer.highestOneBit(grey.shorterSide()));
            int[] pixels = grey.resize(size, size);
            int part = size / SIDE;
            double[] low = new double[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                low[i / size / part * SIDE + i % size / part] += pixels[i];
            }
            double median = median(low);
            long hash = 0;
            for (double value : low) {
                hash = hash << 1 | (value > median ? 1 : 0);
            }
            return hash;
        }
    };

    private static final int SIDE = 8;

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * The kind of a name.
     *
     * @throws MediaException REFUSED if there is none
     */
    public static PerceptualHash named(String name) throws MediaException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "average" -> AVERAGE;
            case "difference" -> DIFFERENCE;
            case "perceptual" -> PERCEPTION;
            case "wavelet" -> WAVELET;
            default ->
                    throw new MediaException(
                            ErrorCode.REFUSED,
                            "There is no hash '"
                                    + name
                                    + "'; there are average, difference, perceptual, wavelet");
        };
    }

    abstract long of(GreyScale grey);

    /** The number of bits in which two hashes of one kind differ, 0 to 64. */
    public static int distance(long hash, long other) {
        return Long.bitCount(hash ^ other);
    }
}
