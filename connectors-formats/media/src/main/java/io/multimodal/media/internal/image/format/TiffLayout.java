// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Set;

/**
 * How a TIFF, classic or big, keeps its samples, as far as {@code TiffDecoder} reads it: in strips
 * or tiles, interleaved or in planes, of 1 to 32 bits, whatever the order of bits.
 *
 * @param partWidth of a strip or tile, in pixels
 * @param partHeight of a strip or tile, in pixels
 * @param extra what the first sample beyond the colours is: 1 or 2 for alpha
 */
public record TiffLayout(
        int width,
        int height,
        int partWidth,
        int partHeight,
        boolean tiled,
        int bits,
        int samples,
        boolean planar,
        int photometric,
        int extra,
        int compression,
        int predictor,
        boolean reversed,
        boolean little) {
    public static final int WHITE_IS_ZERO = 0;
    public static final int GREY = 1;
    public static final int RGB = 2;
    public static final int PALETTE = 3;
    public static final int INKS = 5;
    public static final int LAB = 8;
    public static final int ICC_LAB = 9;

    private static final int PLANAR = 284;
    private static final int PREDICTOR = 317;
    private static final int MAX_SAMPLES = 8;

    /** None, LZW, Deflate (two numbers), PackBits. */
    private static final Set<Integer> COMPRESSIONS = Set.of(1, 5, 8, 32946, 32773);

    private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 10, 12, 14, 16, 24, 32);

    /** The layout of a directory; null where that layout is not supported. */
    public static TiffLayout of(TiffDirectory directory)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean tiled = directory.has(TiffDirectory.TILE_WIDTH);
        long width = directory.value(TiffDirectory.WIDTH, 0);
        long height = directory.value(TiffDirectory.HEIGHT, 0);
        long rows = directory.value(TiffDirectory.ROWS_PER_STRIP, height);
        long bits = directory.value(TiffDirectory.BITS, 1);
        long samples = directory.value(TiffDirectory.SAMPLES, 1);
        for (int i = 1; i < Math.min(samples, MAX_SAMPLES); i++) {
            if (directory.value(TiffDirectory.BITS, i, bits) != bits) {
                return null;
            }
        }
        TiffLayout layout =
                new TiffLayout(
                        small(width),
                        small(height),
                        small(tiled ? directory.value(TiffDirectory.TILE_WIDTH, 0) : width),
                        small(
                                tiled
                                        ? directory.value(TiffDirectory.TILE_HEIGHT, 0)
                                        : Math.min(rows, height)),
                        tiled,
                        small(bits),
                        small(samples),
                        directory.value(PLANAR, 1) == 2,
                        small(directory.value(TiffDirectory.PHOTOMETRIC, -1)),
                        small(directory.value(TiffDirectory.EXTRA_SAMPLES, 0)),
                        small(directory.value(TiffDirectory.COMPRESSION, 1)),
                        small(directory.value(PREDICTOR, 1)),
                        directory.value(TiffDirectory.FILL_ORDER, 1) == 2,
                        directory.isLittle());
        boolean integers = directory.value(TiffDirectory.SAMPLE_FORMAT, 1) == 1;
        return layout.isRead() && (integers || layout.isLab()) ? layout : null;
    }

    private static int small(long value) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
    }

    private boolean isRead() {
        int least =
                switch (photometric) {
                    case WHITE_IS_ZERO, GREY, PALETTE -> 1;
                    case RGB, LAB, ICC_LAB -> 3;
                    case INKS -> 4;
                    default -> MAX_SAMPLES + 1;
                };
        return samples >= least
                && samples <= MAX_SAMPLES
                && DEPTHS.contains(bits)
                && (photometric != PALETTE || (bits <= 8 && samples == 1))
                && (!isLab() || bits == 8 || (bits == 16 && photometric == LAB))
                && COMPRESSIONS.contains(compression)
                && (predictor == 1 || (predictor == 2 && (bits == 8 || bits == 16)))
                && partWidth >= 1
                && partHeight >= 1
                // A part may be larger than the image, but not by much.
                && (long) partWidth * partHeight <= 4L * width * height + (1 << 20)
                && (long) partWidth * samples * 4 <= Integer.MAX_VALUE / 8;
    }

    boolean isLab() {
        return photometric == LAB || photometric == ICC_LAB;
    }

    /** How many samples are the colours. */
    public int colours() {
        return switch (photometric) {
            case WHITE_IS_ZERO, GREY, PALETTE -> 1;
            case INKS -> 4;
            default -> 3;
        };
    }

    public boolean hasAlpha() {
        return samples > colours() && (extra == 1 || extra == 2);
    }

    /** How many samples of a pixel lie side by side. */
    public int together() {
        return planar ? 1 : samples;
    }

    public int partsAcross() {
        return (width - 1) / partWidth + 1;
    }

    public int partsDown() {
        return (height - 1) / partHeight + 1;
    }

    /** Bytes of a row of a part. */
    public int rowBytes() {
        return (int) (((long) partWidth * together() * bits + 7) / 8);
    }
}
