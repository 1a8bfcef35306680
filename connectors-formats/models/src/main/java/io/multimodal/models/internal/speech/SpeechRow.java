// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.speech;

import io.multimodal.media.audio.AudioSamples;
import io.multimodal.models.internal.speech.SpeechRule.Segment;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * An audio that is being run, one part after the other. Each part has the last samples of the part
 * before it in front.
 */
final class SpeechRow implements PreparedRow {
    private static final int PART = 512;
    private static final int CONTEXT = 64;
    private static final List<InputShape> INPUTS =
            List.of(
                    InputShape.floats(1, CONTEXT + PART),
                    InputShape.floats(2, 1, SpeechModel.STATE),
                    new InputShape(ElementType.INT64, List.of()));

    private final Audio audio;
    private final AudioSamples samples;
    private final SpeechRule rule;
    private float[] state = new float[2 * SpeechModel.STATE];
    private float[] probabilities = new float[1];
    private int parts;

    /**
     * @param samples closed with this
     */
    SpeechRow(Audio audio, AudioSamples samples, SpeechRule rule) {
        this.audio = audio;
        this.samples = samples;
        this.rule = rule;
    }

    @Override
    public List<InputShape> inputs() {
        return INPUTS;
    }

    @Override
    public void write(List<ByteBuffer> targets) throws IOException {
        long first = (long) parts * PART;
        long from = Math.max(0, first - CONTEXT);
        int count = (int) Math.max(0, Math.min(first + PART, samples.samples()) - from);
        FloatBuffer input = targets.get(0).asFloatBuffer();
        if (first == 0) {
            // Silence is in front of the first part.
            input.put(new float[CONTEXT]);
        }
        if (count > 0) {
            input.put(samples.read(0, from, count));
        }
        input.put(new float[input.remaining()]);
        targets.get(1).asFloatBuffer().put(state);
        targets.get(2).putLong(SpeechSegments.SAMPLE_RATE);
    }

    @Override
    public boolean continues(ModelOutput output) throws ModelException {
        OutputTensor probability = output.tensors().get(0);
        OutputTensor next = output.tensors().get(1);
        if (probability.size() != 1 || next.size() != state.length) {
            throw new ModelException(
                    "Speech segments need one probability and a state of %d numbers, the model gave %s"
                            .formatted(state.length, output));
        }
        if (parts == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * parts);
        }
        probabilities[parts++] = probability.floats().get(0);
        state = new float[state.length];
        next.floats().get(0, state);
        return (long) parts * PART < samples.samples();
    }

    @Override
    public RowData decode(ModelOutput output) throws IOException {
        double second = SpeechSegments.SAMPLE_RATE;
        List<Segment> segments =
                rule.segments(
                        Arrays.copyOf(probabilities, parts),
                        PART / second,
                        samples.samples() / second);
        Object[] rows = new Object[segments.size()];
        try {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row(segments.get(i));
            }
        } catch (InvalidReferenceException e) {
            throw new IllegalStateException("It was a reference when its samples were read", e);
        }
        return GenericRowData.of(new GenericArrayData(rows));
    }

    private RowData row(Segment segment) throws IOException, InvalidReferenceException {
        ObjectRef source = audio.reference();
        ObjectRef clip =
                AudioProgram.of(source)
                        .then(Clip.ofSeconds(segment.from(), segment.to()))
                        .applyTo(source);
        Audio value =
                Audio.of(
                        clip,
                        audio.contentType(),
                        null,
                        audio.sampleRate(),
                        audio.channels(),
                        segment.to() - segment.from(),
                        audio.codec());
        return GenericRowData.of(segment.from(), segment.to(), AudioType.TYPE.toRowData(value));
    }

    @Override
    public void close() {
        try {
            samples.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The samples of an audio cannot be deleted", e);
        }
    }
}
