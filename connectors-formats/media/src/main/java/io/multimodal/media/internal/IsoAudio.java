// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal;

import java.io.IOException;

/** The numbers of MPEG-4 audio, in the order of its tables. */
public final class IsoAudio {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };

    private static final int ESCAPE = 15;
    private static final int LONG_TYPE = 31;
    private static final int SPECTRAL_BAND_REPLICATION = 5;
    private static final int PARAMETRIC_STEREO = 29;

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
     * The rate that an AudioSpecificConfig says, of the extension where one doubles it; null where
     * it says none.
     */
    static Integer rate(HeaderBytes bytes, long config)
            throws IOException, HeaderBytes.OutOfReachException {
        long bits = bytes.u64(config, false);
        int type = (int) (bits >>> 59);
        int index = (int) (bits >>> 55) & 15;
        if (type == LONG_TYPE || index == ESCAPE) {
            return null;
        }
        if (type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO) {
            return rateOfIndex((int) (bits >>> 47) & 15);
        }
        return rateOfIndex(index);
    }
}
