// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import java.math.BigDecimal;

/** One step of an {@link AudioProgram}. Times are those of the audio that the step before gives. */
@Public
public sealed interface AudioOp permits Clip, AudioOp.MixDown, AudioOp.Resample, AudioOp.Normalise {
    /** Makes one channel: the mean of all. */
    record MixDown() implements AudioOp {
        @Override
        public String toString() {
            return "mix down";
        }
    }

    /**
     * Changes the sample rate, with a filter against aliasing.
     *
     * @param sampleRate of the result in samples per second, 1 to {@value AudioProgram#MAX_RATE}
     */
    record Resample(int sampleRate) implements AudioOp {
        @Override
        public String toString() {
            return "resample(" + sampleRate + " Hz)";
        }
    }

    /**
     * Brings the whole to a loudness as ITU-R BS.1770-4 measures it, by one gain; silence stays
     * silence.
     *
     * @param centidecibels the loudness of the result in hundredths of a LUFS, -7000 to 0
     */
    record Normalise(int centidecibels) implements AudioOp {
        @Override
        public String toString() {
            return "normalise("
                    + BigDecimal.valueOf(centidecibels, 2).stripTrailingZeros().toPlainString()
                    + " LUFS)";
        }
    }
}
