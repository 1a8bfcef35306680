// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** How long packets of Opus are, by their first bytes (RFC 6716, 3.1). */
final class OpusPackets {
    private static final int PAGE_HEAD = 27;

    /** Of a frame, in samples at 48 kHz: SILK, hybrid and CELT. */
    private static final int[][] FRAMES = {
        {480, 960, 1920, 2880}, {480, 960, 480, 960}, {120, 240, 480, 960}
    };

    private OpusPackets() {}

    /** Of the packets that end on a page of an Ogg, and begin on it. */
    static long samples(HeaderBytes bytes, long page)
            throws IOException, HeaderBytes.OutOfReachException {
        int segments = bytes.u8(page + PAGE_HEAD - 1);
        boolean continued = (bytes.u8(page + 5) & 1) != 0;
        long samples = 0;
        long packet = page + PAGE_HEAD + segments;
        long end = packet;
        for (int i = 0; i < segments; i++) {
            int length = bytes.u8(page + PAGE_HEAD + i);
            end += length;
            if (length < 255) {
                samples += continued || end == packet ? 0 : samples(bytes, packet, end);
                continued = false;
                packet = end;
            }
        }
        return samples;
    }

    private static int samples(HeaderBytes bytes, long packet, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        int first = bytes.u8(packet);
        int kind = first >> 3;
        int frame = FRAMES[kind < 12 ? 0 : kind < 16 ? 1 : 2][kind & 3];
        return switch (first & 3) {
            case 0 -> frame;
            case 1, 2 -> 2 * frame;
            default -> packet + 1 < end ? (bytes.u8(packet + 1) & 63) * frame : 0;
        };
    }
}
