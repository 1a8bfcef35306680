// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;

/** Decodes the chunks of a QOI one pixel after the other. */
final class QoiPixels {
    private static final int RGB = 0xfe;
    private static final int RGBA = 0xff;

    private final byte[] file;
    private final int end;
    private final int[] seen = new int[64];
    private int at;
    private int red;
    private int green;
    private int blue;
    private int alpha = 0xff;
    private int run;

    QoiPixels(byte[] file, int start, int end) {
        this.file = file;
        this.at = start;
        this.end = end;
    }

    /** The next pixel: red in the upper byte, then green, blue, alpha. */
    int next() throws MediaException {
        if (run > 0) {
            run--;
        } else {
            readChunk();
            seen[hash()] = pixel();
        }
        return pixel();
    }

    private void readChunk() throws MediaException {
        int tag = u8();
        if (tag == RGB || tag == RGBA) {
            red = u8();
            green = u8();
            blue = u8();
            alpha = tag == RGBA ? u8() : alpha;
            return;
        }
        int value = tag & 0x3f;
        switch (tag >> 6) {
            case 0 -> set(seen[value]);
            case 1 -> add((value >> 4) - 2, (value >> 2 & 3) - 2, (value & 3) - 2);
            case 2 -> {
                int change = value - 32;
                int others = u8();
                add(change + (others >> 4) - 8, change, change + (others & 0xf) - 8);
            }
            default -> run = value;
        }
    }

    private int u8() throws MediaException {
        if (at >= end) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The QOI has %d bytes of pixels, fewer than its size takes"
                            .formatted(end - QoiFormat.HEADER_BYTES));
        }
        return file[at++] & 0xff;
    }

    private void set(int rgba) {
        red = rgba >>> 24;
        green = rgba >>> 16 & 0xff;
        blue = rgba >>> 8 & 0xff;
        alpha = rgba & 0xff;
    }

    private void add(int toRed, int toGreen, int toBlue) {
        red = (red + toRed) & 0xff;
        green = (green + toGreen) & 0xff;
        blue = (blue + toBlue) & 0xff;
    }

    private int pixel() {
        return red << 24 | green << 16 | blue << 8 | alpha;
    }

    private int hash() {
        return (red * 3 + green * 5 + blue * 7 + alpha * 11) & 63;
    }
}
