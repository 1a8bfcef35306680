// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * The four inks of a JPEG without Adobe's mark, to RGB: FFmpeg takes each CMYK JPEG for one whose
 * inks are inverted, as Adobe's are, and hands these out as luma, chroma and alpha.
 */
final class InkConversion {
    private static final int INKS = 4;

    private InkConversion() {}

    static void convert(AVFrame frame, Raster raster) throws MediaException {
        if (frame.format() != avutil.AV_PIX_FMT_YUVA444P) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "A CMYK JPEG with inks of different resolution or more than 8 bits is not read");
        }
        int width = frame.width();
        byte[][] inks = new byte[INKS][width];
        byte[] rgb = new byte[width * Raster.CHANNELS];
        for (int y = 0; y < frame.height(); y++) {
            for (int ink = 0; ink < INKS; ink++) {
                new BytePointer(frame.data(ink))
                        .position((long) y * frame.linesize(ink))
                        .get(inks[ink], 0, width);
            }
            for (int x = 0; x < width; x++) {
                int light = 255 - (inks[3][x] & 0xff);
                for (int c = 0; c < Raster.CHANNELS; c++) {
                    int product = (255 - (inks[c][x] & 0xff)) * light;
                    rgb[x * Raster.CHANNELS + c] = (byte) ((product + 127) / 255);
                }
            }
            raster.write(y, rgb);
        }
    }
}
