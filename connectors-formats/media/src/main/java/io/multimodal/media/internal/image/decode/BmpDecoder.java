// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.BmpLayout;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * Decodes a BMP row by row: palettes of 1 to 8 bits, runs, and pixels of 16 to 32 bits in whichever
 * layout their masks say. FFmpeg knows few of these layouts, and takes a byte that means nothing
 * for alpha.
 */
final class BmpDecoder {
    private final byte[] file;
    private final BmpLayout layout;
    private final int width;
    private final byte[] palette;
    private final int[] masks;
    private final byte[] rgb;
    private final Raster raster;

    private BmpDecoder(byte[] file, BmpLayout layout, Raster raster) {
        this.file = file;
        this.layout = layout;
        this.width = layout.size().width();
        this.palette = palette(file, layout);
        this.masks = layout.masks().stream().mapToInt(Integer::intValue).toArray();
        this.rgb = new byte[width * Raster.CHANNELS];
        this.raster = raster;
    }

    static Raster decode(byte[] file, ImageFacts head) throws IOException {
        BmpLayout layout;
        try {
            layout = BmpLayout.read(HeaderBytes.of(file, file.length));
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        }
        BmpRuns runs = BmpRuns.of(file, layout);
        if (runs == null) {
            checkPlain(file, layout);
        }
        Raster raster = Raster.allocate(head.size().width(), head.size().height());
        boolean done = false;
        try {
            BmpDecoder decoder = new BmpDecoder(file, layout, raster);
            if (runs == null) {
                decoder.readRows();
            } else {
                runs.read(decoder::row);
            }
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    /** Pixels that are not runs: of a known layout, and all there. */
    private static void checkPlain(byte[] file, BmpLayout layout) throws MediaException {
        boolean fields =
                !layout.isOs2()
                        && (layout.compression() == BmpLayout.FIELDS
                                || layout.compression() == BmpLayout.FIELDS_WITH_ALPHA);
        int bits = layout.bits();
        boolean known =
                switch (bits) {
                    case 1, 2, 4, 8, 16, 24, 32 ->
                            layout.compression() == BmpLayout.PLAIN || fields;
                    default -> false;
                };
        if (!known) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The BMP has compression %d with %d bits a pixel; read are runs and plain pixels of 1, 2, 4, 8, 16, 24 and 32 bits"
                            .formatted(layout.compression(), bits));
        }
        long used = ((long) layout.size().width() * bits + 7) / 8;
        long end = layout.pixelsAt() + rowBytes(layout) * (layout.size().height() - 1L) + used;
        if (end > file.length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The BMP has %d bytes; its header promises %d".formatted(file.length, end));
        }
    }

    private static long rowBytes(BmpLayout layout) {
        return ((long) layout.size().width() * layout.bits() + 31) / 32 * 4;
    }

    /** The colours, three bytes each; black where the file has none. */
    private static byte[] palette(byte[] file, BmpLayout layout) {
        byte[] palette = new byte[256 * Raster.CHANNELS];
        for (int i = 0; i < layout.colours(); i++) {
            long at = layout.paletteAt() + (long) i * layout.colourBytes();
            for (int c = 0; c < Raster.CHANNELS && at + 2 < file.length; c++) {
                palette[i * Raster.CHANNELS + c] = file[(int) at + 2 - c];
            }
        }
        return palette;
    }

    private void readRows() {
        int height = layout.size().height();
        for (int y = 0; y < height; y++) {
            int at = (int) (layout.pixelsAt() + rowBytes(layout) * y);
            switch (layout.bits()) {
                case 16, 32 -> readFields(at);
                case 24 -> readColours(file, at);
                default -> readNumbers(at, layout.bits());
            }
            write(y);
        }
    }

    /** A row of runs: a number, or three bytes of a colour, for each pixel. */
    private void row(int y, byte[] pixels) {
        if (pixels.length == rgb.length && layout.bits() == 24) {
            readColours(pixels, 0);
        } else {
            for (int x = 0; x < width; x++) {
                colour(x, pixels[x] & 0xff);
            }
        }
        write(y);
    }

    private void write(int y) {
        raster.write(layout.topDown() ? y : layout.size().height() - 1 - y, rgb);
    }

    private void readNumbers(int start, int bits) {
        int mask = (1 << bits) - 1;
        for (int x = 0; x < width; x++) {
            int bit = x * bits;
            colour(x, (file[start + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask);
        }
    }

    private void colour(int x, int number) {
        System.arraycopy(
                palette, number * Raster.CHANNELS, rgb, x * Raster.CHANNELS, Raster.CHANNELS);
    }

    private void readColours(byte[] pixels, int start) {
        for (int i = 0; i < rgb.length; i += Raster.CHANNELS) {
            rgb[i] = pixels[start + i + 2];
            rgb[i + 1] = pixels[start + i + 1];
            rgb[i + 2] = pixels[start + i];
        }
    }

    private void readFields(int start) {
        int bytes = layout.bits() / Byte.SIZE;
        for (int x = 0; x < width; x++) {
            int pixel = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                pixel = pixel << 8 | (file[start + x * bytes + i] & 0xff);
            }
            int alpha = masks[3] == 0 ? 255 : sample(pixel, masks[3]);
            for (int c = 0; c < Raster.CHANNELS; c++) {
                rgb[x * Raster.CHANNELS + c] =
                        AlphaConversion.overWhite((byte) sample(pixel, masks[c]), alpha);
            }
        }
    }

    /** The bits under a mask, from 0 to 255. */
    private static int sample(int pixel, int mask) {
        int bits = Integer.bitCount(mask);
        if (bits == 0) {
            return 0;
        }
        int value = (pixel & mask) >>> Integer.numberOfTrailingZeros(mask);
        return bits > 8 ? (value >>> (bits - 8)) & 0xff : value * 255 / ((1 << bits) - 1);
    }
}
