// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the EXIF block of a PNG: a chunk {@code eXIf}, or the "raw profile" that ImageMagick writes
 * as text. It may stand before the pixels or behind them, where only the last 16 KiB are looked at:
 * the chunks of the pixels are many, and each would be a request.
 */
final class PngExif {
    private static final int FIRST_CHUNK = 8;
    private static final int TAIL_BYTES = 16 << 10;
    private static final int MAX_TEXT_BYTES = 32 << 10;
    private static final int MAX_BLOCK_BYTES = 64 << 10;
    private static final List<String> NAMES = List.of("eXIf", "zTXt", "tEXt");
    private static final String RAW = "Raw profile type ";

    private PngExif() {}

    /** Where the block lies; null where there is none. */
    static ExifSpan find(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        long at = FIRST_CHUNK;
        while (at + 8 <= bytes.size()) {
            ExifSpan found = in(bytes, at);
            if (found != null) {
                return found;
            } else if (bytes.matches(at + 4, "IDAT")) {
                return behindPixels(bytes, at);
            } else if (bytes.matches(at + 4, "IEND")) {
                return null;
            }
            at += 12 + bytes.u32(at, false);
        }
        return null;
    }

    private static ExifSpan behindPixels(HeaderBytes bytes, long pixels)
            throws IOException, HeaderBytes.OutOfReachException {
        int length = (int) Math.min(TAIL_BYTES, bytes.size() - pixels);
        byte[] tail = bytes.range(bytes.size() - length, length);
        HeaderBytes last = HeaderBytes.of(tail, tail.length);
        for (int at = 0; at + 12 <= tail.length; at++) {
            if (isChunk(tail, at)) {
                ExifSpan found = in(last, at);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Whether a whole chunk of those that may hold the block stands there. */
    private static boolean isChunk(byte[] tail, int at) {
        String name = new String(tail, at + 4, 4, StandardCharsets.ISO_8859_1);
        if (!NAMES.contains(name)) {
            return false;
        }
        long length = u32(tail, at);
        if (at + 12 + length > tail.length) {
            return false;
        }
        CRC32 check = new CRC32();
        check.update(tail, at + 4, 4 + (int) length);
        return check.getValue() == u32(tail, at + 8 + (int) length);
    }

    private static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
    }

    /** The block that a chunk holds; null where it holds none. */
    private static ExifSpan in(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = at + 8;
        long end = start + bytes.u32(at, false);
        if (bytes.matches(at + 4, "eXIf")) {
            return ExifSpan.behindPrefix(bytes, start, end);
        }
        boolean packed = bytes.matches(at + 4, "zTXt");
        if ((packed || bytes.matches(at + 4, "tEXt"))
                && (bytes.matches(start, RAW + "exif\0") || bytes.matches(start, RAW + "APP1\0"))) {
            start += RAW.length() + 5 + (packed ? 1 : 0);
            int length = (int) Math.min(MAX_TEXT_BYTES, Math.min(end, bytes.size()) - start);
            byte[] text = bytes.range(start, length);
            byte[] block = ofHexadecimal(packed ? inflate(text) : text);
            return ExifSpan.behindPrefix(HeaderBytes.of(block, block.length), 0, block.length);
        }
        return null;
    }

    /** As much of the text as there is, at most twice the block and some line ends. */
    private static byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] text = new byte[3 * MAX_BLOCK_BYTES];
            int length = 0;
            int more = inflater.inflate(text);
            while (more > 0) {
                length += more;
                more = inflater.inflate(text, length, text.length - length);
            }
            return Arrays.copyOf(text, length);
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    /** A line end, the name, how many bytes there are, and the bytes, two digits each. */
    private static byte[] ofHexadecimal(byte[] text) {
        int line = 0;
        int at = 0;
        while (at < text.length && line < 3) {
            line += text[at++] == '\n' ? 1 : 0;
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int high = -1;
        for (; at < text.length && block.size() < MAX_BLOCK_BYTES; at++) {
            int digit = Character.digit(text[at], 16);
            if (digit >= 0) {
                if (high >= 0) {
                    block.write((high << 4) | digit);
                }
                high = high >= 0 ? -1 : digit;
            }
        }
        return block.toByteArray();
    }
}
