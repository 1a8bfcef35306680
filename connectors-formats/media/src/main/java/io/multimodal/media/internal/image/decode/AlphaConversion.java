// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Lays transparent pixels over white. */
final class AlphaConversion {
    private static final int CHANNELS = 4;
    private static final int PADDING_BYTES = 64;

    private AlphaConversion() {}

    static void convert(AVFrame frame, Raster raster, ColourProfile profile) throws MediaException {
        int width = frame.width();
        long stride = ((long) width * CHANNELS + PADDING_BYTES - 1) / PADDING_BYTES * PADDING_BYTES;
        Pointer memory = av_malloc(stride * frame.height() + PADDING_BYTES);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("Cannot allocate the pixels of a transparent image");
        }
        try {
            FrameConversion.scale(frame, AV_PIX_FMT_RGBA, new BytePointer(memory), stride);
            overWhite(new BytePointer(memory), stride, raster, profile);
        } finally {
            av_free(memory);
        }
    }

    /**
     * Lays RGBA pixels, in rows of so many bytes, over white.
     *
     * @param profile of the pixels; null for sRGB
     */
    static void overWhite(BytePointer rows, long stride, Raster raster, ColourProfile profile) {
        byte[] rgba = new byte[raster.width() * CHANNELS];
        byte[] rgb = new byte[raster.width() * Raster.CHANNELS];
        for (int y = 0; y < raster.height(); y++) {
            rows.position(y * stride).get(rgba, 0, rgba.length);
            opaque(rgba, rgb);
            if (profile != null) {
                profile.toSrgb(rgb);
            }
            overWhite(rgba, rgb);
            raster.write(y, rgb);
        }
    }

    /** Undoes that colours were multiplied by their alpha before they were coded. */
    static void divide(Raster image, Plane alpha) {
        byte[] rgb = new byte[image.width() * Raster.CHANNELS];
        byte[] opacity = new byte[image.width()];
        for (int y = 0; y < image.height(); y++) {
            image.planes().get(0).read(0, y, rgb, image.width());
            alpha.read(0, y, opacity, image.width());
            for (int i = 0; i < rgb.length; i++) {
                int a = opacity[i / Raster.CHANNELS] & 0xff;
                int divided = a == 0 ? 0 : ((rgb[i] & 0xff) * 255 + a / 2) / a;
                rgb[i] = (byte) Math.min(255, divided);
            }
            image.write(y, rgb);
        }
    }

    /** Lays an image over white, where its alpha of the same size is less than full. */
    static void overWhite(Raster image, Plane alpha) {
        byte[] rgb = new byte[image.width() * Raster.CHANNELS];
        byte[] opacity = new byte[image.width()];
        for (int y = 0; y < image.height(); y++) {
            image.planes().get(0).read(0, y, rgb, image.width());
            alpha.read(0, y, opacity, image.width());
            for (int i = 0; i < rgb.length; i++) {
                int a = opacity[i / Raster.CHANNELS] & 0xff;
                rgb[i] = (byte) (((rgb[i] & 0xff) * a + 255 * (255 - a) + 127) / 255);
            }
            image.write(y, rgb);
        }
    }

    private static void opaque(byte[] rgba, byte[] rgb) {
        for (int from = 0, to = 0; from < rgba.length; from += CHANNELS, to += Raster.CHANNELS) {
            rgb[to] = rgba[from];
            rgb[to + 1] = rgba[from + 1];
            rgb[to + 2] = rgba[from + 2];
        }
    }

    private static void overWhite(byte[] rgba, byte[] rgb) {
        for (int from = 0, to = 0; from < rgba.length; from += CHANNELS, to += Raster.CHANNELS) {
            int alpha = rgba[from + 3] & 0xff;
            for (int c = 0; c < Raster.CHANNELS; c++) {
                rgb[to + c] = overWhite(rgb[to + c], alpha);
            }
        }
    }

    /** A sample over white. */
    static byte overWhite(byte sample, int alpha) {
        return (byte) (((sample & 0xff) * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
