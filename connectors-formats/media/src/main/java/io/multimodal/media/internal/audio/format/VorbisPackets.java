// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

/**
 * Packets of Vorbis name a mode in their first byte, and the mode tells which of the two sizes of
 * block it is; two blocks that overlap give a quarter of the sum of their sizes (Vorbis I, sections
 * 4.2.4 and 4.3). The modes are the last field of the third header, before a bit that is 1, and the
 * rest of that header can only be parsed from its beginning to its end. They are therefore read
 * backwards.
 */
final class VorbisPackets implements PacketSamples {
    private static final int SETUP = 5;
    private static final int MODE_BITS = 41;
    private static final int MAX_MODES = 64;

    private final int[] blocks;
    private boolean[] isLong;
    private int before;

    /**
     * Of a stream with blocks of these sizes.
     *
     * @param sizes the two exponents of 2, as in the first header: the short one in the lower bits
     */
    VorbisPackets(int sizes) {
        this.blocks = new int[] {1 << (sizes & 15), 1 << (sizes >> 4)};
    }

    @Override
    public long of(byte[] packet, byte[] end) {
        if (packet.length == 0) {
            return 0;
        } else if ((packet[0] & 1) != 0) {
            isLong = packet[0] == SETUP ? modes(end) : isLong;
            return 0;
        } else if (isLong == null) {
            return -1;
        }
        int mask = (1 << (32 - Integer.numberOfLeadingZeros(isLong.length - 1))) - 1;
        int mode = packet[0] >> 1 & mask;
        if (mode >= isLong.length) {
            return -1;
        }
        int block = blocks[isLong[mode] ? 1 : 0];
        int samples = before == 0 ? 0 : (before + block) / 4;
        before = block;
        return samples;
    }

    /** Which modes have long blocks; null if that is not found. */
    private static boolean[] modes(byte[] setup) {
        int end = setup.length * Byte.SIZE - 1;
        while (end >= 0 && bits(setup, end, 1) == 0) {
            end--;
        }
        int found = 0;
        for (int count = 1; count <= MAX_MODES; count++) {
            int mode = end - count * MODE_BITS;
            if (mode < 6 || bits(setup, mode + 1, 32) != 0 || bits(setup, mode + 33, 8) > 63) {
                break;
            }
            found = bits(setup, mode - 6, 6) + 1 == count ? count : found;
        }
        if (found == 0) {
            return null;
        }
        boolean[] modes = new boolean[found];
        for (int i = 0; i < found; i++) {
            modes[i] = bits(setup, end - (found - i) * MODE_BITS, 1) == 1;
        }
        return modes;
    }

    /** Bits of a stream whose bytes are filled from the lowest bit on. */
    private static long bits(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            int at = from + i;
            value = value << 1 | (bytes[at >> 3] >> (at & 7) & 1);
        }
        return value;
    }
}
