// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_MONOBLACK;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_MONOWHITE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_PAL8;

import io.multimodal.media.internal.image.raster.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * FFmpeg's frames whose samples number colours: of a palette, to RGB over white, and of one bit, to
 * grey. Takes no memory beyond frame and result.
 */
final class IndexedConversion {
    private static final int COLOURS = 256;

    private IndexedConversion() {}

    static boolean isIndexed(AVFrame frame) {
        return frame.format() == AV_PIX_FMT_PAL8 || isBilevel(frame);
    }

    private static boolean isBilevel(AVFrame frame) {
        return frame.format() == AV_PIX_FMT_MONOBLACK || frame.format() == AV_PIX_FMT_MONOWHITE;
    }

    /**
     * The colours.
     *
     * @param profile of a palette's; null for sRGB
     */
    static Raster toRaster(AVFrame frame, ColourProfile profile) {
        boolean bilevel = isBilevel(frame);
        Raster raster =
                Raster.allocate(frame.width(), frame.height(), bilevel ? 1 : Raster.CHANNELS);
        boolean done = false;
        try {
            if (bilevel) {
                fillBilevel(frame, raster);
            } else {
                fillColours(frame, palette(frame, profile), raster);
            }
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    private static void fillBilevel(AVFrame frame, Raster raster) {
        byte one = (byte) (frame.format() == AV_PIX_FMT_MONOBLACK ? 0xff : 0);
        byte[] bits = new byte[(frame.width() + Byte.SIZE - 1) / Byte.SIZE];
        byte[] row = new byte[frame.width()];
        BytePointer source = new BytePointer(frame.data(0));
        for (int y = 0; y < frame.height(); y++) {
            source.position((long) y * frame.linesize(0)).get(bits, 0, bits.length);
            for (int x = 0; x < row.length; x++) {
                boolean set = (bits[x >> 3] & (0x80 >> (x & 7))) != 0;
                row[x] = set ? one : (byte) ~one;
            }
            raster.write(y, row);
        }
    }

    private static void fillColours(AVFrame frame, byte[] palette, Raster raster) {
        byte[] numbers = new byte[frame.width()];
        byte[] row = new byte[frame.width() * Raster.CHANNELS];
        BytePointer source = new BytePointer(frame.data(0));
        for (int y = 0; y < frame.height(); y++) {
            source.position((long) y * frame.linesize(0)).get(numbers, 0, numbers.length);
            for (int x = 0, to = 0; x < numbers.length; x++, to += Raster.CHANNELS) {
                int from = (numbers[x] & 0xff) * Raster.CHANNELS;
                row[to] = palette[from];
                row[to + 1] = palette[from + 1];
                row[to + 2] = palette[from + 2];
            }
            raster.write(y, row);
        }
    }

    /** The colours over white. FFmpeg keeps them as numbers with alpha in the upper byte. */
    private static byte[] palette(AVFrame frame, ColourProfile profile) {
        byte[] argb = new byte[COLOURS * Integer.BYTES];
        new BytePointer(frame.data(1)).get(argb);
        ByteBuffer numbers = ByteBuffer.wrap(argb).order(ByteOrder.nativeOrder());
        byte[] rgb = new byte[COLOURS * Raster.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (numbers.getInt(i / 3 * Integer.BYTES) >> (16 - 8 * (i % 3)));
        }
        if (profile != null) {
            profile.toSrgb(rgb);
        }
        for (int i = 0; i < rgb.length; i++) {
            int alpha = numbers.getInt(i / 3 * Integer.BYTES) >>> 24;
            rgb[i] = AlphaConversion.overWhite(rgb[i], alpha);
        }
        return rgb;
    }
}
