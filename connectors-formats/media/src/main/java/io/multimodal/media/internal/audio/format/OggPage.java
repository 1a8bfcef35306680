// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of a page of an Ogg (RFC 3533, section 6).
 *
 * @param at offset of the page
 * @param flags 1: continues a packet, 2: first page of its stream, 4: last page
 * @param granule position behind the last packet that ends on the page; -1 if none ends
 * @param serial number of the stream
 * @param sequence number of the page within its stream
 * @param segments sizes of the segments, in bytes; a packet ends with the first one below 255
 */
record OggPage(
        long at, int flags, long granule, long serial, long sequence, List<Integer> segments) {
    /** Of a header without its table of segments. */
    static final int HEADER_BYTES = 27;

    private static final int FIRST = 2;
    private static final int LAST = 4;

    static boolean isAt(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(at, "OggS");
    }

    static OggPage read(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        int count = bytes.u8(at + HEADER_BYTES - 1);
        List<Integer> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(bytes.u8(at + HEADER_BYTES + i));
        }
        return new OggPage(
                at,
                bytes.u8(at + 5),
                bytes.u64(at + 6, true),
                bytes.u32(at + 14, true),
                bytes.u32(at + 18, true),
                segments);
    }

    /** Whether a page seems to begin at this index of an array. */
    static boolean isAt(byte[] bytes, int at) {
        return bytes.length - at >= HEADER_BYTES
                && bytes[at] == 'O'
                && bytes[at + 1] == 'g'
                && bytes[at + 2] == 'g'
                && bytes[at + 3] == 'S'
                && bytes[at + 4] == 0;
    }

    /**
     * The page at an index of an array, without its segments.
     *
     * @param start offset of the array's first byte
     */
    static OggPage read(byte[] bytes, int at, long start) {
        return new OggPage(
                start + at,
                bytes[at + 5],
                number(bytes, at + 6, 8),
                number(bytes, at + 14, 4),
                number(bytes, at + 18, 4),
                List.of());
    }

    private static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    boolean isFirst() {
        return (flags & FIRST) != 0;
    }

    boolean isLast() {
        return (flags & LAST) != 0;
    }

    /** Whether it counts samples: pages of headers have position 0. */
    boolean countsSamples() {
        return granule > 0 || granule < -1;
    }

    /** Offset of the first packet, or of the rest of the one before. */
    long body() {
        return at + HEADER_BYTES + segments.size();
    }

    long end() {
        long end = body();
        for (int segment : segments) {
            end += segment;
        }
        return end;
    }
}
