// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

/** What the samples of planes mean as RGB. */
final class Colours {
    private Colours() {}

    /** JFIF's colours: those of ITU-R BT.601 in the full range. */
    static void jfifToRgb(float[] luma, float[] blue, float[] red, float[][] rgb) {
        redOf(luma, red, rgb[0]);
        greenOf(luma, blue, red, rgb[1]);
        blueOf(luma, blue, rgb[2]);
    }

    // Loops of their own, which the compiler turns into vector instructions.
    private static void redOf(float[] luma, float[] red, float[] result) {
        for (int x = 0; x < result.length; x++) {
            result[x] = clip(luma[x] + 1.402f * (red[x] - 128));
        }
    }

    private static void greenOf(float[] luma, float[] blue, float[] red, float[] result) {
        for (int x = 0; x < result.length; x++) {
            result[x] = clip(luma[x] - 0.344136f * (blue[x] - 128) - 0.714136f * (red[x] - 128));
        }
    }

    private static void blueOf(float[] luma, float[] blue, float[] result) {
        for (int x = 0; x < result.length; x++) {
            result[x] = clip(luma[x] + 1.772f * (blue[x] - 128));
        }
    }

    private static float clip(float value) {
        return Math.max(0f, Math.min(255f, value));
    }
}
