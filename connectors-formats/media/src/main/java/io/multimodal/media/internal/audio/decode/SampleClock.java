// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;

/** Times as samples. */
final class SampleClock {
    private static final long MICROS = 1_000_000;

    private SampleClock() {}

    /** The sample nearest to a time; of two the later one. */
    static long sampleAt(long micros, int sampleRate) {
        long seconds = micros / MICROS;
        long rest = micros % MICROS;
        return seconds * sampleRate + (rest * sampleRate + MICROS / 2) / MICROS;
    }

    /** Refuses a clip that begins behind the end. */
    static void expectWithin(Clip clip, long from, long samples) throws MediaException {
        if (from >= samples) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The %s begins behind the end: at sample %d of %d"
                            .formatted(clip, from, samples));
        }
    }
}
