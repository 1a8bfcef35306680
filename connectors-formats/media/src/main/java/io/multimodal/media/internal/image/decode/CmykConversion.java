// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVA444P;

import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The four inks of a JPEG to RGB. FFmpeg mixes the inks of one with Adobe's mark into luma and
 * chroma as if they were inverted; of one without it hands the samples out, as luma, chroma and
 * alpha. So the mark is hidden from it where the inks are not inverted, and where a colour profile
 * is to say what they look like.
 */
final class CmykConversion {
    private static final int COUNT = 4;

    /** How the samples say the inks. */
    enum Inks {
        /** As much as there is of each. */
        PLAIN,
        /** Adobe's: 255 is no ink. */
        INVERTED,
        /** Adobe's, the first three as luma and chroma. */
        INVERTED_LUMA
    }

    private CmykConversion() {}

    /**
     * Decodes a JPEG.
     *
     * @param profile of the inks; null, or one of other colours, for inks that take light away each
     *     on its own
     */
    static Raster decode(byte[] file, ProbedImage probed, ColourProfile profile)
            throws MediaException {
        byte[] unmarked = file.clone();
        Inks inks = CmykMarks.takeOut(unmarked);
        try (DecodedFrame decoded = ImageDecoder.decodeFrame(unmarked, probed, 0)) {
            return toRaster(decoded.frame(), inks, profile);
        }
    }

    private static Raster toRaster(AVFrame frame, Inks inks, ColourProfile profile)
            throws MediaException {
        if (frame.format() != AV_PIX_FMT_YUVA444P
                && frame.format() != AV_PIX_FMT_YUVA422P
                && frame.format() != AV_PIX_FMT_YUVA420P) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "A CMYK JPEG with inks of unusual resolution or more than 8 bits is not read");
        }
        Raster raster = Raster.allocate(frame.width(), frame.height());
        boolean done = false;
        try {
            fill(frame, inks, profile != null && profile.isOfInks() ? profile : null, raster);
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    private static void fill(AVFrame frame, Inks inks, ColourProfile profile, Raster raster) {
        int across = frame.format() == AV_PIX_FMT_YUVA444P ? 0 : 1;
        int down = frame.format() == AV_PIX_FMT_YUVA420P ? 1 : 0;
        int width = frame.width();
        byte[] samples = new byte[width];
        byte[] row = new byte[width * COUNT];
        byte[] rgb = new byte[width * Raster.CHANNELS];
        for (int y = 0; y < frame.height(); y++) {
            for (int ink = 0; ink < COUNT; ink++) {
                boolean chroma = ink == 1 || ink == 2;
                int shift = chroma ? across : 0;
                new BytePointer(frame.data(ink))
                        .position((long) (y >> (chroma ? down : 0)) * frame.linesize(ink))
                        .get(samples, 0, (int) ImageSizes.reduced(width, shift));
                for (int x = 0; x < width; x++) {
                    row[x * COUNT + ink] = samples[x >> shift];
                }
            }
            straighten(row, inks);
            if (profile != null) {
                profile.toSrgb(row, rgb);
            } else {
                mix(row, rgb);
            }
            raster.write(y, rgb);
        }
    }

    /** Makes the samples say how much there is of each ink. */
    private static void straighten(byte[] row, Inks inks) {
        if (inks == Inks.PLAIN) {
            return;
        }
        for (int at = 0; at < row.length; at += COUNT) {
            if (inks == Inks.INVERTED_LUMA) {
                double luma = row[at] & 0xff;
                int blue = (row[at + 1] & 0xff) - 128;
                int red = (row[at + 2] & 0xff) - 128;
                // Luma and chroma are those of light, that is of inverted inks inverted again.
                row[at] = clip(luma + 1.402 * red);
                row[at + 1] = clip(luma - 0.344136 * blue - 0.714136 * red);
                row[at + 2] = clip(luma + 1.772 * blue);
            } else {
                row[at] = (byte) ~row[at];
                row[at + 1] = (byte) ~row[at + 1];
                row[at + 2] = (byte) ~row[at + 2];
            }
            row[at + 3] = (byte) ~row[at + 3];
        }
    }

    private static byte clip(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Inks, 255 for all of one, that take light away each on its own. */
    static void mix(byte[] row, byte[] rgb) {
        for (int from = 0, to = 0; from < row.length; from += COUNT, to += Raster.CHANNELS) {
            int light = 255 - (row[from + 3] & 0xff);
            for (int c = 0; c < Raster.CHANNELS; c++) {
                rgb[to + c] = (byte) (((255 - (row[from + c] & 0xff)) * light + 127) / 255);
            }
        }
    }
}
