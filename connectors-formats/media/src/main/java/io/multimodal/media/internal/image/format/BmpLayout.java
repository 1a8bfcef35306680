// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the two headers of a BMP say, of Windows or of OS/2.
 *
 * <pre>
 * offset  what
 * 10      where the pixels begin (4 bytes)
 * 14      bytes of the second header (4): 12 of OS/2 1, 16 to 64 of OS/2 2, 40 to 124 of Windows
 * 18      width, height (4 each, signed; OS/2 1: 2 each); less than 0 is from the top down
 * 28      bits of a pixel (2; OS/2 1: at 24)
 * 30      compression (4)
 * 46      colours of the palette (4)
 * 54      masks of red, green, blue, alpha (4 each), within the second header or behind it
 * </pre>
 *
 * @param size of the image
 * @param topDown whether the first row is the top one
 * @param bits of a pixel
 * @param compression as the header numbers it
 * @param masks of red, green, blue and alpha in a pixel of 16 or 32 bits; 0 for none
 * @param paletteAt where the palette begins
 * @param colourBytes of a colour of the palette
 * @param colours of the palette, at most 256
 * @param pixelsAt where the pixels begin
 * @param isOs2 whether compressions are those of OS/2
 */
public record BmpLayout(
        ImageSize size,
        boolean topDown,
        int bits,
        long compression,
        List<Integer> masks,
        long paletteAt,
        int colourBytes,
        int colours,
        long pixelsAt,
        boolean isOs2) {
    public static final int PLAIN = 0;
    public static final int RLE8 = 1;
    public static final int RLE4 = 2;
    public static final int FIELDS = 3;
    public static final int OS2_RLE24 = 4;
    public static final int FIELDS_WITH_ALPHA = 6;

    private static final int OS2_BYTES = 12;
    private static final int WINDOWS_BYTES = 40;
    private static final int OS2_MOST_BYTES = 64;
    private static final int MASKS = 54;
    private static final int MAX_COLOURS = 256;
    private static final List<Integer> OF_16_BITS = List.of(0x7c00, 0x3e0, 0x1f, 0);

    /** The fourth byte means nothing. */
    private static final List<Integer> OF_32_BITS = List.of(0xff0000, 0xff00, 0xff, 0);

    public static BmpLayout read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        int header = (int) bytes.u32(14, true);
        boolean old = header == OS2_BYTES;
        long width = old ? bytes.u16(18, true) : (int) bytes.u32(18, true);
        long height = old ? bytes.u16(20, true) : (int) bytes.u32(22, true);
        int bits = bytes.u16(old ? 24 : 28, true);
        long compression = header >= 20 ? bytes.u32(30, true) : PLAIN;
        boolean os2 = header == OS2_MOST_BYTES || (header > OS2_BYTES && header < WINDOWS_BYTES);
        boolean fields = compression == FIELDS || compression == FIELDS_WITH_ALPHA;
        int behind = fields && header == WINDOWS_BYTES ? (compression == FIELDS ? 12 : 16) : 0;
        long paletteAt = 14L + header + behind;
        long pixelsAt = bytes.u32(10, true);
        int colourBytes = old ? 3 : 4;
        long said = header >= 36 ? bytes.u32(46, true) : 0;
        long colours = said == 0 ? 1L << Math.min(bits, 8) : said;
        if (pixelsAt > paletteAt) {
            colours = Math.min(colours, (pixelsAt - paletteAt) / colourBytes);
        }
        return new BmpLayout(
                ImageSizes.of("BMP", width, Math.abs(height)),
                height < 0,
                bits,
                compression,
                fields && !os2
                        ? masks(bytes, header >= 56 || compression == FIELDS_WITH_ALPHA, bits)
                        : bits == 16 ? OF_16_BITS : OF_32_BITS,
                paletteAt,
                colourBytes,
                (int) Math.min(MAX_COLOURS, colours),
                pixelsAt,
                os2);
    }

    private static List<Integer> masks(HeaderBytes bytes, boolean alpha, int bits)
            throws IOException, HeaderBytes.OutOfReachException {
        List<Integer> masks = new ArrayList<>();
        int all = 0;
        for (int i = 0; i < 4; i++) {
            int mask = i < 3 || alpha ? (int) bytes.u32(MASKS + 4L * i, true) : 0;
            masks.add(mask);
            all |= i < 3 ? mask : 0;
        }
        return all != 0 ? masks : bits == 16 ? OF_16_BITS : OF_32_BITS;
    }

    boolean hasAlpha() {
        return (bits == 16 || bits == 32) && masks.get(3) != 0;
    }
}
