// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What tag editors put behind the last frame of audio without a container: ID3v1, APE tags and
 * Lyrics3 of both versions, in any order. None of it is audio.
 */
public final class TrailingTags {
    private static final int ID3V1_BYTES = 128;
    private static final int APE_FOOTER_BYTES = 32;
    private static final String LYRICS_END = "LYRICS200";
    private static final int LYRICS_SIZE_DIGITS = 6;
    private static final String OLD_LYRICS_END = "LYRICSEND";
    private static final String LYRICS_BEGIN = "LYRICSBEGIN";
    private static final int OLD_LYRICS_MAX_BYTES = 5200;
    private static final int BLANK_BLOCK_BYTES = 1024;
    private static final int MAX_BLANK_BLOCKS = 16;
    private static final int MAX_TAGS = 8;

    private TrailingTags() {}

    /**
     * Where the tags begin, which is where the audio ends: the object's size where there are none.
     * Reads some blocks of its end, as many as the budget allows.
     *
     * @param start where the audio begins
     */
    public static long begin(HeaderBytes bytes, long start) throws IOException {
        long end = bytes.size();
        try {
            for (int i = 0; i < MAX_TAGS; i++) {
                long before = tagBegin(bytes, start, end);
                if (before == end) {
                    break;
                }
                end = before;
            }
        } catch (HeaderBytes.OutOfReachException e) {
            // The rest may be tags or not: the decoder tells.
        }
        return end;
    }

    private static long tagBegin(HeaderBytes bytes, long start, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        if (endsWith(bytes, start, end, ID3V1_BYTES, "TAG")) {
            return end - ID3V1_BYTES;
        } else if (endsWith(bytes, start, end, APE_FOOTER_BYTES, "APETAGEX")) {
            long footer = end - APE_FOOTER_BYTES;
            // With the footer, without the header.
            long length = bytes.u32(footer + 12, true);
            boolean header =
                    bytes.u32(footer + 8, true) >= 2000 && bytes.u32(footer + 20, true) >>> 31 == 1;
            return within(start, end, length + (header ? APE_FOOTER_BYTES : 0));
        } else if (endsWith(bytes, start, end, LYRICS_END.length(), LYRICS_END)) {
            long digits = end - LYRICS_END.length() - LYRICS_SIZE_DIGITS;
            long length = 0;
            for (int i = 0; i < LYRICS_SIZE_DIGITS; i++) {
                length = length * 10 + Character.digit(bytes.u8(digits + i), 10);
            }
            return within(start, end, length + end - digits);
        } else if (endsWith(bytes, start, end, OLD_LYRICS_END.length(), OLD_LYRICS_END)) {
            int length = (int) Math.min(OLD_LYRICS_MAX_BYTES, end - start);
            byte[] tail = bytes.range(end - length, length);
            int begin = new String(tail, StandardCharsets.ISO_8859_1).indexOf(LYRICS_BEGIN);
            return begin < 0 ? end : end - length + begin;
        }
        return end;
    }

    private static boolean endsWith(
            HeaderBytes bytes, long start, long end, int length, String name)
            throws IOException, HeaderBytes.OutOfReachException {
        return end - length >= start && bytes.matches(end - length, name);
    }

    private static long within(long start, long end, long length) {
        return length > 0 && end - length >= start ? end - length : end;
    }

    /**
     * An end without the zeros and line ends before it, of which a last frame may have some, too.
     */
    public static long withoutBlanks(HeaderBytes bytes, long start, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = end;
        for (int i = 0; i < MAX_BLANK_BLOCKS && at > start; i++) {
            if (!isBlank(bytes.u8(at - 1))) {
                break;
            }
            int length = (int) Math.min(BLANK_BLOCK_BYTES, at - start);
            byte[] block = bytes.range(at - length, length);
            int blank = 0;
            while (blank < length && isBlank(block[length - 1 - blank])) {
                blank++;
            }
            at -= blank;
        }
        return at;
    }

    private static boolean isBlank(int value) {
        return value == 0 || value == '\n' || value == '\r';
    }
}
