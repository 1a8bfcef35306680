// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.List;

/**
 * A column AUDIO, resampled and mixed to what the model takes: [samples] or [channels, samples],
 * full scale is -1 to 1. What is shorter than the input is filled up with silence; what is longer
 * is cut, or becomes several parts, for each of which the model runs once.
 *
 * @param sampleRate of the input, in samples per second
 * @param channels of the input; 0 for an input without a dimension of channels, which gets one
 * @param samples the length of the input in each channel; {@link #ALL} for that of the audio
 * @param parts whether longer audio becomes several parts
 */
public record AudioInput(
        ModelColumn column, int sampleRate, int channels, int samples, boolean parts)
        implements ColumnInput {
    /** As many samples as the audio has. */
    public static final int ALL = 0;

    /** Resampling rounds the number of samples. */
    private static final long MARGIN_MICROS = 100_000;

    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        AudioSamples read = media.audio().read(program(((Audio) value).reference()));
        if (read.samples() == 0 && samples == ALL) {
            read.close();
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The audio of column %s has no samples, and the model takes at least one"
                            .formatted(column.name()));
        }
        return new PreparedAudio(read, this);
    }

    private ObjectRef program(ObjectRef audio) throws MediaException {
        AudioProgram program = AudioProgram.of(audio);
        if (samples != ALL && !parts) {
            long micros = samples * 1_000_000L / sampleRate + MARGIN_MICROS;
            program = program.then(new Clip(0, micros));
        }
        if (channels < 2) {
            program = program.then(new AudioOp.MixDown());
        }
        return program.then(new AudioOp.Resample(sampleRate)).applyTo(audio);
    }

    @Override
    public List<List<InputShape>> shapes() {
        return samples == ALL ? List.of() : List.of(List.of(shape(samples)));
    }

    InputShape shape(int ofSamples) {
        return new InputShape(
                ElementType.FLOAT,
                channels == 0 ? List.of(ofSamples) : List.of(channels, ofSamples));
    }

    @Override
    public boolean hasParts() {
        return parts;
    }

    @Override
    public String identity() {
        return "AUDIO at %d samples/s, %d channels, %d samples%s"
                .formatted(sampleRate, channels, samples, parts ? " in parts" : "");
    }
}
