// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.PixelChannels;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Encodes a QOI with all kinds of chunks. */
final class QoiEncoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] seen = new int[64];
    private int before = 0xff;
    private int run;

    private QoiEncoder() {}

    static byte[] header(int width, int height, int channels) {
        return ByteBuffer.allocate(QoiFormat.HEADER_BYTES)
                .putInt(0x716f6966)
                .putInt(width)
                .putInt(height)
                .put((byte) channels)
                .put((byte) 0)
                .array();
    }

    static byte[] encode(ImageDescription image, byte[] pixels) {
        int channels = image.layout().channels();
        QoiEncoder encoder = new QoiEncoder();
        encoder.out.writeBytes(header(image.size().width(), image.size().height(), channels));
        for (int at = 0; at < pixels.length; at += channels) {
            int alpha = image.layout() == PixelChannels.RGBA ? pixels[at + 3] & 0xff : 0xff;
            encoder.write(
                    (pixels[at] & 0xff) << 24
                            | (pixels[at + 1] & 0xff) << 16
                            | (pixels[at + 2] & 0xff) << 8
                            | alpha);
        }
        encoder.endRun();
        encoder.out.writeBytes(QoiFormat.END);
        return encoder.out.toByteArray();
    }

    private void endRun() {
        if (run > 0) {
            out.write(0xc0 | (run - 1));
            run = 0;
        }
    }

    private void write(int rgba) {
        if (rgba == before) {
            run++;
            if (run == 62) {
                endRun();
            }
            return;
        }
        endRun();
        int red = rgba >>> 24;
        int green = rgba >>> 16 & 0xff;
        int blue = rgba >>> 8 & 0xff;
        int alpha = rgba & 0xff;
        int hash = (red * 3 + green * 5 + blue * 7 + alpha * 11) % 64;
        if (seen[hash] == rgba) {
            out.write(hash);
        } else if (alpha != (before & 0xff)) {
            out.writeBytes(ByteBuffer.allocate(5).put((byte) 0xff).putInt(rgba).array());
        } else {
            writeChange(
                    red,
                    green,
                    blue,
                    (byte) (red - (before >>> 24)),
                    (byte) (green - (before >>> 16)),
                    (byte) (blue - (before >>> 8)));
        }
        seen[hash] = rgba;
        before = rgba;
    }

    private void writeChange(int red, int green, int blue, int dr, int dg, int db) {
        if (isIn(dr, 2) && isIn(dg, 2) && isIn(db, 2)) {
            out.write(0x40 | (dr + 2) << 4 | (dg + 2) << 2 | (db + 2));
        } else if (isIn(dg, 32) && isIn(dr - dg, 8) && isIn(db - dg, 8)) {
            out.write(0x80 | (dg + 32));
            out.write((dr - dg + 8) << 4 | (db - dg + 8));
        } else {
            out.writeBytes(new byte[] {(byte) 0xfe, (byte) red, (byte) green, (byte) blue});
        }
    }

    private static boolean isIn(int value, int half) {
        return value >= -half && value < half;
    }
}
