// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

/** Packets of Opus state their length in their first bytes (RFC 6716, section 3.1). */
final class OpusPackets implements PacketSamples {
    /** Of a frame, in samples at 48 kHz: SILK, hybrid and CELT. */
    private static final int[][] FRAMES = {
        {480, 960, 1920, 2880}, {480, 960, 480, 960}, {120, 240, 480, 960}
    };

    private boolean tagged;

    @Override
    public long of(byte[] packet, byte[] end) {
        if (!tagged) {
            tagged = true;
            return 0;
        } else if (packet.length == 0) {
            return 0;
        }
        int first = packet[0] & 0xff;
        int kind = first >> 3;
        long frame = FRAMES[kind < 12 ? 0 : kind < 16 ? 1 : 2][kind & 3];
        return switch (first & 3) {
            case 0 -> frame;
            case 1, 2 -> 2 * frame;
            default -> packet.length > 1 ? (packet[1] & 63) * frame : 0;
        };
    }
}
