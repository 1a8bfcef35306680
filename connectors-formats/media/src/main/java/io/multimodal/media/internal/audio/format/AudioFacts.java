// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;

/** What a header may say of audio. */
public final class AudioFacts {
    /** The highest rate that anything is recorded at. */
    static final int MAX_SAMPLE_RATE = 768_000;

    static final int MAX_CHANNELS = 64;

    private AudioFacts() {}

    public static int sampleRate(String what, long value) throws MediaException {
        return checked(what, "samples per second", value, MAX_SAMPLE_RATE);
    }

    public static int channels(String what, long value) throws MediaException {
        return checked(what, "channels", value, MAX_CHANNELS);
    }

    private static int checked(String what, String unit, long value, int max)
            throws MediaException {
        if (value < 1 || value > max) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The %s says that it has %d %s; there are 1 to %d"
                            .formatted(what, value, unit, max));
        }
        return (int) value;
    }
}
