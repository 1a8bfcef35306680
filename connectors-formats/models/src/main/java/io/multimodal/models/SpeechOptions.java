// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.speech.SpeechModel;
import io.multimodal.models.internal.speech.SpeechRule;
import io.multimodal.models.internal.speech.SpeechSegments;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.PlannedTask;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The task {@code speech-segments}, by its options. */
record SpeechOptions(ReadableConfig options) {
    PlannedTask plan(ModelSignature model) {
        float threshold = options.get(OnnxModelOptions.SPEECH_THRESHOLD);
        if (!(threshold > 0 && threshold < 1)) {
            throw new ValidationException(
                    "The option '%s' is a probability between 0 and 1, not %s"
                            .formatted(OnnxModelOptions.SPEECH_THRESHOLD.key(), threshold));
        }
        SpeechRule rule =
                new SpeechRule(
                        threshold,
                        seconds(OnnxModelOptions.SPEECH_MIN_DURATION),
                        seconds(OnnxModelOptions.SPEECH_MIN_SILENCE),
                        seconds(OnnxModelOptions.SPEECH_PADDING));
        return new PlannedTask(new SpeechSegments(rule), SpeechModel.binding(model));
    }

    private double seconds(ConfigOption<Duration> option) {
        Duration duration = options.get(option);
        if (duration.isNegative()) {
            throw new ValidationException(
                    "The option '%s' is not negative, and is %s".formatted(option.key(), duration));
        }
        return duration.toMillis() / 1e3;
    }
}
