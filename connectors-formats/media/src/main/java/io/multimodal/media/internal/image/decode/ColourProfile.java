// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.store.ref.ContentId;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * Turns the colours of an ICC profile into sRGB, by the library (lcms) of the Java runtime. What
 * was made of a profile is kept, so that the photographs of one camera make it once. Thread-safe.
 */
final class ColourProfile {
    /** The largest that is read: those of printers have 0.5 to 3 MiB. */
    static final int MAX_BYTES = 4 << 20;

    private static final int HEAD_BYTES = 128;
    private static final int CLASS = 12;
    private static final int RGB = 3;
    private static final int INKS = 4;

    /** By how much colours may differ from sRGB without a conversion: what no eye sees. */
    private static final int SAME = 2;

    private static final Cache<ContentId, Optional<ColourProfile>> KNOWN =
            Caffeine.newBuilder().maximumSize(16).executor(Runnable::run).build();

    private final ColorConvertOp conversion;
    private final int components;

    private ColourProfile(ColorConvertOp conversion, int components) {
        this.conversion = conversion;
        this.components = components;
    }

    /**
     * The conversion from a profile; null where none is needed, since the colours are sRGB's, or
     * none can be made, since the profile is broken or of no RGB, grey or CMYK.
     */
    static ColourProfile of(byte[] profile) {
        if (profile.length <= HEAD_BYTES || profile.length > MAX_BYTES) {
            return null;
        }
        return KNOWN.get(ContentId.hash(profile), id -> Optional.ofNullable(load(profile)))
                .orElse(null);
    }

    private static ColourProfile load(byte[] bytes) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(asInput(bytes));
            int type = profile.getColorSpaceType();
            if (type != ColorSpace.TYPE_RGB
                    && type != ColorSpace.TYPE_GRAY
                    && type != ColorSpace.TYPE_CMYK) {
                return null;
            }
            ICC_Profile[] chain = {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
            ColourProfile made =
                    new ColourProfile(new ColorConvertOp(chain, null), profile.getNumComponents());
            return made.isSrgb() ? null : made;
        } catch (RuntimeException e) {
            // The library answers broken profiles with whatever exception comes of them.
            return null;
        }
    }

    /**
     * The profile as one of an input device: of an output device Java would take the colorimetric
     * table, others take the perceptual one.
     */
    private static byte[] asInput(byte[] profile) {
        byte[] copy = profile.clone();
        if (copy[CLASS] == 'p' && copy[CLASS + 1] == 'r') {
            copy[CLASS] = 's';
            copy[CLASS + 1] = 'c';
            copy[CLASS + 2] = 'n';
            copy[CLASS + 3] = 'r';
        }
        return copy;
    }

    /** Whether a lattice of colours stays as it is, which also shows that the conversion works. */
    private boolean isSrgb() {
        int side = components == 1 ? 256 : 6;
        int colours = components == 1 ? side : side * side * side;
        byte[] before = new byte[colours * RGB];
        for (int i = 0; i < before.length; i++) {
            int step = components == 1 ? i / RGB : i / RGB / (int) Math.pow(side, i % RGB) % side;
            before[i] = (byte) (step * 255 / (side - 1));
        }
        if (components == INKS) {
            toSrgb(new byte[INKS], new byte[RGB]);
            return false;
        }
        byte[] after = before.clone();
        toSrgb(after);
        int most = 0;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs((before[i] & 0xff) - (after[i] & 0xff)));
        }
        return most <= SAME;
    }

    /** Whether it tells of pixels like these. */
    boolean isOfGrey() {
        return components == 1;
    }

    boolean isOfRgb() {
        return components == RGB;
    }

    boolean isOfInks() {
        return components == INKS;
    }

    /** Converts interleaved RGB in place; of grey, in three equal channels. */
    void toSrgb(byte[] rgb) {
        if (components == RGB) {
            convert(rgb.clone(), rgb);
            return;
        }
        byte[] grey = new byte[rgb.length / RGB];
        for (int x = 0; x < grey.length; x++) {
            grey[x] = rgb[x * RGB];
        }
        convert(grey, rgb);
        for (int i = 0; i < rgb.length; i += RGB) {
            // Rounded apart, the three may differ by one.
            rgb[i] = rgb[i + 1];
            rgb[i + 2] = rgb[i + 1];
        }
    }

    /** Converts interleaved pixels of the profile's components: 255 is full light, or full ink. */
    void toSrgb(byte[] pixels, byte[] rgb) {
        convert(pixels, rgb);
    }

    /** Converts an allocated RGB raster in place. */
    void toSrgb(Raster image) {
        byte[] row = new byte[image.width() * RGB];
        for (int y = 0; y < image.height(); y++) {
            image.planes().get(0).read(0, y, row, image.width());
            toSrgb(row);
            image.write(y, row);
        }
    }

    private void convert(byte[] from, byte[] to) {
        conversion.filter(row(from, components), row(to, RGB));
    }

    private static WritableRaster row(byte[] pixels, int channels) {
        int width = pixels.length / channels;
        int[] bands = new int[channels];
        for (int c = 0; c < channels; c++) {
            bands[c] = c;
        }
        DataBuffer data = new DataBufferByte(pixels, pixels.length);
        return java.awt.image.Raster.createInterleavedRaster(
                data, width, 1, width * channels, channels, bands, null);
    }
}
