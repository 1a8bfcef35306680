// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The chunks of a whole PNG. */
public final class PngChunks {
    private static final int FIRST = 8;
    private static final int FRAME_BYTES = 12;

    /** Size and kind, palette, transparent colour, pixels, end. */
    private static final Set<String> OF_PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private final byte[] file;
    private final ByteBuffer bytes;
    private boolean others;
    private boolean transparent;

    private PngChunks(byte[] file) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file);
        boolean bilevel = file[FIRST + 16] == 1 && file[FIRST + 17] == 0;
        for (int at = FIRST; isWhole(at); at = next(at)) {
            String name = name(at);
            others |= !OF_PIXELS.contains(name);
            if (name.equals("tRNS") && bilevel && bytes.getInt(at) == 2) {
                transparent = (file[at + 9] & 1) == 0;
                others = true;
            }
        }
    }

    /**
     * The chunks of a file that was found to be complete.
     *
     * @param file not copied
     */
    public static PngChunks of(byte[] file) {
        return new PngChunks(file);
    }

    /** Whether it is grey of one bit, and black is transparent: then all of it is white. */
    public boolean isBlackTransparent() {
        return transparent;
    }

    /** The file without the chunks that say nothing of pixels; itself where it has none. */
    public byte[] pixelsOnly() {
        if (!others) {
            return file;
        }
        boolean bilevel = file[FIRST + 16] == 1 && file[FIRST + 17] == 0;
        ByteArrayOutputStream pixels = new ByteArrayOutputStream(file.length);
        pixels.write(file, 0, FIRST);
        for (int at = FIRST; isWhole(at); at = next(at)) {
            String name = name(at);
            if (OF_PIXELS.contains(name) && !(bilevel && name.equals("tRNS"))) {
                pixels.write(file, at, next(at) - at);
            }
        }
        return pixels.toByteArray();
    }

    private boolean isWhole(int at) {
        return at + FRAME_BYTES <= file.length
                && Integer.toUnsignedLong(bytes.getInt(at)) + at + FRAME_BYTES <= file.length;
    }

    private int next(int at) {
        return at + FRAME_BYTES + bytes.getInt(at);
    }

    private String name(int at) {
        return new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
    }
}
