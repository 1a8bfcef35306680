// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * What the codec's own head in the entry of a track of audio says of it: what a decoder gives,
 * unlike the entry, whose numbers are often those of another codec.
 *
 * @param sampleRate null if it does not say it
 * @param channels null if it does not say it
 */
record IsoAudioConfig(Integer sampleRate, Integer channels) {
    private static final int AUDIO_ENTRY = 28;
    private static final int FULL_BOX = 4;
    private static final int OPUS_RATE = 48_000;
    private static final int[] AC3_RATES = {48_000, 44_100, 32_000};
    private static final int[] AC3_CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

    /** Null where the entry is of a codec without such a head. */
    static IsoAudioConfig of(HeaderBytes bytes, IsoBox entry)
            throws IOException, HeaderBytes.OutOfReachException {
        try {
            for (IsoBox box : entry.children(bytes, entryBytes(bytes, entry))) {
                IsoAudioConfig config = ofBox(bytes, box);
                if (config != null) {
                    return config;
                }
            }
        } catch (MediaException e) {
            // Entries of QuickTime may end with bytes that are not a box.
        }
        return null;
    }

    /** What the entry itself says: of samples that are not coded, it is right. */
    static IsoAudioConfig ofEntry(HeaderBytes bytes, IsoBox entry)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = entry.start();
        if (bytes.u16(at + 8, false) == 2) {
            double rate = Double.longBitsToDouble(bytes.u64(at + 32, false));
            return of((long) rate, (int) bytes.u32(at + 40, false));
        }
        return of(bytes.u16(at + 24, false), bytes.u16(at + 16, false));
    }

    /** QuickTime has longer entries. */
    static int entryBytes(HeaderBytes bytes, IsoBox entry)
            throws IOException, HeaderBytes.OutOfReachException {
        int version = bytes.u16(entry.start() + 8, false);
        return AUDIO_ENTRY + (version == 1 ? 16 : version == 2 ? 36 : 0);
    }

    private static IsoAudioConfig ofBox(HeaderBytes bytes, IsoBox box)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = box.start();
        switch (box.name()) {
            case "wave" -> {
                for (IsoBox inner : box.children(bytes, 0)) {
                    IsoAudioConfig config = ofBox(bytes, inner);
                    if (config != null) {
                        return config;
                    }
                }
                return null;
            }
            case "alac" -> {
                if (box.end() - at < FULL_BOX + 24) {
                    return null;
                }
                long rate = bytes.u32(at + FULL_BOX + 20, false);
                return of(rate, bytes.u8(at + FULL_BOX + 9));
            }
            case "dfLa" -> {
                long facts = bytes.u64(at + FULL_BOX + 4 + 10, false);
                return of(facts >>> 44, (int) (facts >>> 41 & 7) + 1);
            }
            case "dOps" -> {
                return of(OPUS_RATE, bytes.u8(at + 1));
            }
            case "dac3" -> {
                int bits = bytes.u16(at, false);
                int rate = bits >> 14;
                int channels = AC3_CHANNELS[bits >> 3 & 7] + (bits >> 2 & 1);
                return rate == 3 ? null : of(AC3_RATES[rate], channels);
            }
            default -> {
                return null;
            }
        }
    }

    private static IsoAudioConfig of(long sampleRate, int channels) {
        boolean known = sampleRate > 0 && sampleRate <= Integer.MAX_VALUE && channels > 0;
        return known ? new IsoAudioConfig((int) sampleRate, channels) : null;
    }
}
