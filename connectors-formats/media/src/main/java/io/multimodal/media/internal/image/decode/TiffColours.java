// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.TiffDirectory;
import io.multimodal.media.internal.image.format.TiffLayout;
import io.multimodal.media.internal.image.raster.Raster;
import java.io.IOException;

/** Turns the 8-bit samples of a TIFF into sRGB over white, row by row. Not thread-safe. */
final class TiffColours {
    private static final int COLOUR_MAP = 320;
    private static final int ASSOCIATED = 1;

    /** Of the light by which a print is looked at (D50), and from it to the light of a screen. */
    private static final double[] WHITE = {0.9642, 1, 0.8249};

    private static final double[][] TO_LINEAR = {
        {3.1338561, -1.6168667, -0.4906146},
        {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427}
    };

    private final TiffLayout layout;
    private final ColourProfile profile;
    private final byte[] palette;
    private final byte[] inks;
    private final byte[] rgb;

    private TiffColours(TiffLayout layout, ColourProfile profile, byte[] palette) {
        this.layout = layout;
        this.profile = profile;
        this.palette = palette;
        this.inks = new byte[layout.width() * 4];
        this.rgb = new byte[layout.width() * Raster.CHANNELS];
    }

    static TiffColours of(TiffLayout layout, TiffDirectory directory, ColourProfile profile)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean fits =
                profile != null
                        && switch (layout.photometric()) {
                            case TiffLayout.INKS -> profile.isOfInks();
                            case TiffLayout.WHITE_IS_ZERO, TiffLayout.GREY -> profile.isOfGrey();
                            case TiffLayout.RGB, TiffLayout.PALETTE -> profile.isOfRgb();
                            default -> false;
                        };
        byte[] palette = new byte[256 * Raster.CHANNELS];
        if (layout.photometric() == TiffLayout.PALETTE) {
            int colours = 1 << layout.bits();
            for (int i = 0; i < colours * Raster.CHANNELS; i++) {
                // All reds, then all greens, then all blues, in 16 bits.
                long value = directory.value(COLOUR_MAP, i, 0);
                palette[i % colours * Raster.CHANNELS + i / colours] = (byte) (value >> 8);
            }
        }
        return new TiffColours(layout, fits ? profile : null, palette);
    }

    /** A row of a band of samples; the array is used again for the next one. */
    byte[] row(byte[] band, int y) {
        int samples = layout.samples();
        int start = y * layout.width() * samples;
        for (int x = 0; x < layout.width(); x++) {
            pixel(band, start + x * samples, x);
        }
        if (layout.photometric() == TiffLayout.INKS) {
            if (profile == null) {
                CmykConversion.mix(inks, rgb);
            } else {
                profile.toSrgb(inks, rgb);
            }
        } else if (profile != null) {
            profile.toSrgb(rgb);
        }
        if (layout.hasAlpha()) {
            for (int i = 0; i < rgb.length; i++) {
                int alpha = band[start + i / 3 * samples + layout.colours()] & 0xff;
                rgb[i] =
                        layout.extra() == ASSOCIATED
                                ? (byte) Math.min(255, (rgb[i] & 0xff) + 255 - alpha)
                                : AlphaConversion.overWhite(rgb[i], alpha);
            }
        }
        return rgb;
    }

    private void pixel(byte[] band, int at, int x) {
        int to = x * Raster.CHANNELS;
        switch (layout.photometric()) {
            case TiffLayout.INKS -> System.arraycopy(band, at, inks, x * 4, 4);
            case TiffLayout.RGB -> System.arraycopy(band, at, rgb, to, Raster.CHANNELS);
            case TiffLayout.PALETTE ->
                    System.arraycopy(
                            palette, (band[at] & 0xff) * Raster.CHANNELS, rgb, to, Raster.CHANNELS);
            case TiffLayout.LAB -> lab(band[at] & 0xff, band[at + 1], band[at + 2], to);
            case TiffLayout.ICC_LAB ->
                    lab(
                            band[at] & 0xff,
                            (band[at + 1] & 0xff) - 128,
                            (band[at + 2] & 0xff) - 128,
                            to);
            default -> {
                boolean inverted = layout.photometric() == TiffLayout.WHITE_IS_ZERO;
                byte grey = inverted ? (byte) ~band[at] : band[at];
                rgb[to] = grey;
                rgb[to + 1] = grey;
                rgb[to + 2] = grey;
            }
        }
    }

    private void lab(int lightness, int a, int b, int to) {
        double y = (lightness * 100 / 255.0 + 16) / 116;
        double[] xyz = {
            WHITE[0] * cube(y + a / 500.0), WHITE[1] * cube(y), WHITE[2] * cube(y - b / 200.0)
        };
        for (int c = 0; c < Raster.CHANNELS; c++) {
            double linear = 0;
            for (int i = 0; i < xyz.length; i++) {
                linear += TO_LINEAR[c][i] * xyz[i];
            }
            double light = Math.max(0, Math.min(1, linear));
            double shown =
                    light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            rgb[to + c] = (byte) Math.round(255 * shown);
        }
    }

    private static double cube(double value) {
        return value > 6.0 / 29 ? value * value * value : (value - 4.0 / 29) * 108 / 841;
    }
}
