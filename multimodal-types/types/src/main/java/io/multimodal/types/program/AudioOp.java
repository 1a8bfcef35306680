// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import java.math.BigDecimal;

/** One step of an {@link AudioProgram}. Times are those of the audio that the step before gives. */
@Public
public sealed interface AudioOp permits Clip, AudioOp.MixDown, AudioOp.Resample, AudioOp.Normalise {
    /** Mixes all channels down to one, their mean. */
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
     * Scales all samples by one gain to a loudness as measured by ITU-R BS.1770-4; silence stays
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
