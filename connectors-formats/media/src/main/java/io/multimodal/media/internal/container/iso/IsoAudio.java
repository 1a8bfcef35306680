// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** The numbers of MPEG-4 audio, in the order of its tables. */
public final class IsoAudio {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };

    /** Main, low complexity, scalable sample rate, long term prediction. */
    private static final int LAST_PLAIN_TYPE = 4;

    private static final int SPECTRAL_BAND_REPLICATION = 5;

    /** Eleven bits that say that an extension follows. */
    private static final int EXTENSION = 0x2b7;

    private static final int MAX_SILENTLY_DOUBLED = 24_000;

    private IsoAudio() {}

    /** Samples per second; null for a number that means none. */
    public static Integer rateOfIndex(int index) {
        return index < RATES.length ? RATES[index] : null;
    }

    /** How many channels; null where the stream itself says so. */
    public static Integer channelsOfConfiguration(int configuration) {
        return configuration == 0 || configuration > 7
                ? null
                : configuration == 7 ? Integer.valueOf(8) : Integer.valueOf(configuration);
    }

    /**
     * What an AudioSpecificConfig of AAC says plainly. Null where an extension may double the rate
     * or make two channels of one: the first frame tells then, since an extension need not be
     * announced below 24 kHz.
     */
    static IsoAudioConfig plain(HeaderBytes bytes, long config, int length)
            throws IOException, HeaderBytes.OutOfReachException {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | (i < length ? bytes.u8(config + i) : 0);
        }
        int type = (int) (bits >>> 59);
        Integer rate = rateOfIndex((int) (bits >>> 55) & 15);
        Integer channels = channelsOfConfiguration((int) (bits >>> 51) & 15);
        if (type < 1 || type > LAST_PLAIN_TYPE || rate == null || channels == null) {
            return null;
        }
        boolean announced = (bits >>> 32 & 0xffff) == (EXTENSION << 5 | SPECTRAL_BAND_REPLICATION);
        boolean denied = announced && (bits >>> 31 & 1) == 0;
        boolean plain = denied || (!announced && rate > MAX_SILENTLY_DOUBLED);
        return plain ? new IsoAudioConfig(rate, channels) : null;
    }

    /** Whether frames of this rate may double it without a word in their heads. */
    public static boolean mayBeDoubled(int sampleRate) {
        return sampleRate <= MAX_SILENTLY_DOUBLED;
    }
}
