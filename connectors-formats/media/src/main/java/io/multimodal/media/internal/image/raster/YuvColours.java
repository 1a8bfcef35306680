// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;

/**
 * What luma and two chromas mean as red, green and blue.
 *
 * @param black the luma of black
 * @param luma by which luma above black is multiplied
 * @param redOfRed by which the red difference is multiplied for red, and so on
 */
public record YuvColours(
        float black,
        float luma,
        float redOfRed,
        float greenOfBlue,
        float greenOfRed,
        float blueOfBlue) {
    private static final float NEUTRAL = 128;

    /** Those of JFIF: ITU-R BT.601 in the full range. */
    static final YuvColours JFIF = of(0.299, 0.114, true);

    /** Those that FFmpeg's number says; null where it says another kind of colours. */
    public static YuvColours ofFfmpeg(int space, boolean fullRange) {
        if (space == AVCOL_SPC_UNSPECIFIED
                || space == AVCOL_SPC_BT470BG
                || space == AVCOL_SPC_SMPTE170M) {
            return fullRange ? JFIF : of(0.299, 0.114, false);
        } else if (space == AVCOL_SPC_BT709) {
            return of(0.2126, 0.0722, fullRange);
        } else if (space == AVCOL_SPC_BT2020_NCL) {
            return of(0.2627, 0.0593, fullRange);
        }
        return null;
    }

    /** Of the shares that red and blue have in luma. */
    private static YuvColours of(double red, double blue, boolean fullRange) {
        double green = 1 - red - blue;
        double chroma = fullRange ? 1 : 255.0 / 224;
        return new YuvColours(
                fullRange ? 0 : 16,
                (float) (fullRange ? 1 : 255.0 / 219),
                (float) (chroma * 2 * (1 - red)),
                (float) (-chroma * 2 * (1 - blue) * blue / green),
                (float) (-chroma * 2 * (1 - red) * red / green),
                (float) (chroma * 2 * (1 - blue)));
    }

    public void toRgb(float[] lumas, float[] blues, float[] reds, float[][] rgb) {
        add(lumas, black, luma, reds, redOfRed, rgb[0]);
        addBoth(lumas, black, luma, blues, greenOfBlue, reds, greenOfRed, rgb[1]);
        add(lumas, black, luma, blues, blueOfBlue, rgb[2]);
    }

    /** Without chroma. */
    public void toGrey(float[] lumas, float[] grey) {
        for (int x = 0; x < grey.length; x++) {
            grey[x] = clip((lumas[x] - black) * luma);
        }
    }

    // Loops of their own, which the compiler turns into vector instructions.
    private static void add(
            float[] lumas, float black, float luma, float[] chromas, float weight, float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] = clip((lumas[x] - black) * luma + weight * (chromas[x] - NEUTRAL));
        }
    }

    private static void addBoth(
            float[] lumas,
            float black,
            float luma,
            float[] blues,
            float blue,
            float[] reds,
            float red,
            float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] =
                    clip(
                            (lumas[x] - black) * luma
                                    + blue * (blues[x] - NEUTRAL)
                                    + red * (reds[x] - NEUTRAL));
        }
    }

    private static float clip(float value) {
        return Math.max(0f, Math.min(255f, value));
    }
}
