// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.input.AudioInput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.types.program.AudioProgram;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * What audio is brought to, by the options and the model's input.
 *
 * @param input whose last dimension is the samples, and the one before the channels
 */
record AudioOptions(ReadableConfig options, ModelSignature.Tensor input) {
    /** The most channels that audio is brought to. */
    private static final int MAX_CHANNELS = 2;

    int sampleRate() {
        int rate = options.get(OnnxModelOptions.INPUT_SAMPLE_RATE);
        if (rate < 1 || rate > AudioProgram.MAX_RATE) {
            throw new ValidationException(
                    "The option '%s' is 1 to %d samples per second, not %d"
                            .formatted(
                                    OnnxModelOptions.INPUT_SAMPLE_RATE.key(),
                                    AudioProgram.MAX_RATE,
                                    rate));
        }
        return rate;
    }

    /** The channels of an input that has a dimension for them. */
    int channels() {
        int channels = input.dimension(input.shape().size() - 2);
        if (channels > MAX_CHANNELS) {
            throw new ValidationException(
                    "Audio is brought to 1 or %d channels, and the model's input is %s"
                            .formatted(MAX_CHANNELS, input));
        }
        return Math.max(1, channels);
    }

    /** The samples of the input in each channel, or all. */
    int samples() {
        int ofModel = input.dimension(input.shape().size() - 1);
        int asked =
                options.getOptional(OnnxModelOptions.INPUT_SAMPLES)
                        .orElse(ofModel == ModelSignature.FREE ? AudioInput.ALL : ofModel);
        boolean known = options.getOptional(OnnxModelOptions.INPUT_SAMPLES).isPresent();
        if ((known && asked < 1) || (ofModel != ModelSignature.FREE && ofModel != asked)) {
            throw new ValidationException(
                    "The option '%s' is %d, but the model's input is %s"
                            .formatted(OnnxModelOptions.INPUT_SAMPLES.key(), asked, input));
        }
        return asked;
    }

    /** Whether longer audio has several parts. */
    boolean parts() {
        boolean parts = options.get(OnnxModelOptions.INPUT_PARTS);
        if (parts && samples() == AudioInput.ALL) {
            throw new ValidationException(
                    "'%s' needs the length of a part, and the model's input is %s; set '%s'"
                            .formatted(
                                    OnnxModelOptions.INPUT_PARTS.key(),
                                    input,
                                    OnnxModelOptions.INPUT_SAMPLES.key()));
        }
        return parts;
    }
}
