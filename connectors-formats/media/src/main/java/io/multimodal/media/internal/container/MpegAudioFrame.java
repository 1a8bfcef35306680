// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/**
 * The head of a frame of MPEG audio.
 *
 * @param version 1, 2 or 3 for 2.5
 * @param layer 1, 2 or 3
 * @param sampleRate in samples per second and channel
 * @param channels 1 or 2
 * @param samples per channel in this frame
 * @param bitRate in bits per second
 * @param bytes of this frame, its head included
 */
public record MpegAudioFrame(
        int version, int layer, int sampleRate, int channels, int samples, int bitRate, int bytes) {
    /** In kbit/s, by version 1 or later, and layer. */
    private static final int[][] KILOBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    };

    private static final int[] RATES = {44100, 48000, 32000};

    /** The frame whose head stands there; null where none does. */
    public static MpegAudioFrame at(HeaderBytes bytes, long offset)
            throws IOException, HeaderBytes.OutOfReachException {
        if (offset + 4 > bytes.size()) {
            return null;
        }
        long head = bytes.u32(offset, false);
        int version = version((int) (head >> 19 & 3));
        int layer = 4 - (int) (head >> 17 & 3);
        int bitRate = (int) (head >> 12 & 15);
        int rate = (int) (head >> 10 & 3);
        if (head >> 21 != 0x7ff
                || version == 0
                || layer == 4
                || bitRate == 0
                || bitRate == 15
                || rate == 3) {
            return null;
        }
        int sampleRate = RATES[rate] >> (version - 1);
        int kilobits = KILOBITS[version == 1 ? layer - 1 : layer == 1 ? 3 : 4][bitRate];
        int samples = layer == 1 ? 384 : layer == 3 && version > 1 ? 576 : 1152;
        int slot = layer == 1 ? 4 : 1;
        int padding = (int) (head >> 9 & 1);
        int length = (samples / 8 / slot * kilobits * 1000 / sampleRate + padding) * slot;
        return new MpegAudioFrame(
                version,
                layer,
                sampleRate,
                (head >> 6 & 3) == 3 ? 1 : 2,
                samples,
                kilobits * 1000,
                length);
    }

    private static int version(int bits) {
        return switch (bits) {
            case 3 -> 1;
            case 2 -> 2;
            case 0 -> 3;
            default -> 0;
        };
    }
}
