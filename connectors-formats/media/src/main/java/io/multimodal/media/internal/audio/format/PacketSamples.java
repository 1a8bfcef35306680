// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

/**
 * Counts the samples of one codec's packets, without decoding them. It gets every packet of a
 * stream in order, headers included, and remembers what later packets need. Not thread-safe.
 */
interface PacketSamples {
    /**
     * The samples in each channel that a decoder gives for a packet; 0 for a header.
     *
     * @param packet the beginning of the packet, up to the end of the page where it begins
     * @param end the end of the packet, from the beginning of the page where it ends; the same
     *     array if that is one page
     * @return a negative number if the packet does not say it
     */
    long of(byte[] packet, byte[] end);

    /** Whether it looks at the bytes of packets; else it is given empty arrays. */
    default boolean readsPackets() {
        return true;
    }

    /** Packets that all have as many samples, behind some headers: Speex, and usually FLAC. */
    static PacketSamples ofEqual(long samples, int headers) {
        return new PacketSamples() {
            private int left = headers;

            @Override
            public boolean readsPackets() {
                return false;
            }

            @Override
            public long of(byte[] packet, byte[] end) {
                return left-- > 0 ? 0 : samples;
            }
        };
    }

    /** Frames of a FLAC state their size (RFC 9639, section 9.1). */
    static PacketSamples ofFlacFrames() {
        return (packet, end) -> {
            if (packet.length < 6 || packet[0] != -1 || (packet[1] & 0xfe) != 0xf8) {
                return 0;
            }
            int code = packet[2] >> 4 & 15;
            if (code == 6 || code == 7) {
                // Behind the number of the frame, which is coded as UTF-8 codes a character.
                int ones = Integer.numberOfLeadingZeros(~(packet[4] << 24));
                int at = 4 + Math.max(1, ones);
                if (at + 1 >= packet.length) {
                    return -1;
                }
                int first = packet[at] & 0xff;
                return 1L + (code == 6 ? first : first << 8 | (packet[at + 1] & 0xff));
            }
            return code == 0 ? -1 : code == 1 ? 192 : code < 6 ? 144L << code : 1L << code;
        };
    }
}
