// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.image.format.BmpLayout;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;

/**
 * The runs of a BMP: of pixels with 4, 8 or (OS/2) 24 bits. Pixels that no run gives have the
 * palette's first colour. Holds one row. Not thread-safe.
 */
final class BmpRuns {
    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int DELTA = 2;

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        /**
         * A row.
         *
         * @param y from the first one of the file
         * @param pixels a byte for each pixel, or three
         */
        void row(int y, byte[] pixels);
    }

    private final byte[] file;
    private final int bits;
    private final int width;
    private final int height;
    private final int pixelBytes;
    private final byte[] row;
    private long at;
    private int x;
    private int y;

    private BmpRuns(byte[] file, BmpLayout layout) {
        this.file = file;
        this.bits = layout.bits();
        this.width = layout.size().width();
        this.height = layout.size().height();
        this.pixelBytes = bits == 24 ? 3 : 1;
        this.row = new byte[width * pixelBytes];
        this.at = layout.pixelsAt();
    }

    /** The runs; null where the pixels are not coded as runs. */
    static BmpRuns of(byte[] file, BmpLayout layout) {
        long compression = layout.compression();
        boolean runs =
                (compression == BmpLayout.RLE8 && layout.bits() == 8)
                        || (compression == BmpLayout.RLE4 && layout.bits() == 4)
                        || (compression == BmpLayout.OS2_RLE24
                                && layout.bits() == 24
                                && layout.isOs2());
        return runs ? new BmpRuns(file, layout) : null;
    }

    /** Gives all rows, each once and in order. */
    void read(Rows rows) throws MediaException {
        while (y < height) {
            int count = next();
            if (count > 0) {
                repeat(count);
                continue;
            }
            int code = next();
            switch (code) {
                case END_OF_ROW -> down(1, 0, rows);
                case END -> down(height - y, 0, rows);
                case DELTA -> {
                    int right = next();
                    down(next(), x + right, rows);
                }
                default -> copy(code);
            }
        }
    }

    private int next() throws MediaException {
        if (at >= file.length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The BMP ends after %d bytes, in row %d of %d"
                            .formatted(file.length, y, height));
        }
        return file[(int) at++] & 0xff;
    }

    private void down(int rowsDown, int column, Rows rows) {
        for (int i = 0; i < rowsDown && y < height; i++) {
            rows.row(y++, row);
            Arrays.fill(row, (byte) 0);
        }
        x = Math.min(column, width);
    }

    /** One pixel many times; with 4 bits two that alternate. */
    private void repeat(int count) throws MediaException {
        byte[] pixel = new byte[pixelBytes];
        for (int i = 0; i < pixelBytes; i++) {
            pixel[i] = (byte) next();
        }
        for (int i = 0; i < count; i++) {
            put(bits == 4 ? new byte[] {nibble(pixel[0], i)} : pixel);
        }
    }

    /** Pixels as they are, filled up to an even number of bytes. */
    private void copy(int count) throws MediaException {
        long start = at;
        byte[] pixel = new byte[pixelBytes];
        for (int i = 0; i < count; i++) {
            if (bits == 4) {
                put(new byte[] {nibble((byte) (i % 2 == 0 ? next() : file[(int) at - 1]), i)});
                continue;
            }
            for (int b = 0; b < pixelBytes; b++) {
                pixel[b] = (byte) next();
            }
            put(pixel);
        }
        at += (at - start) & 1;
    }

    private static byte nibble(byte pair, int i) {
        return (byte) (i % 2 == 0 ? (pair >> 4) & 15 : pair & 15);
    }

    private void put(byte[] pixel) {
        if (x < width) {
            System.arraycopy(pixel, 0, row, x * pixelBytes, pixelBytes);
            x++;
        }
    }
}
