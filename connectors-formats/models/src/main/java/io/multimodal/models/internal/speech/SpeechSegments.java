// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.speech;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Finds speech in audio with a model such as Silero's, which takes a part after the other and gives
 * for each the probability that it is speech and a state that it takes with the next part. The
 * clips are references into the audio: nothing is encoded.
 *
 * @param rule makes segments of the probabilities
 */
public record SpeechSegments(SpeechRule rule) implements ModelTask {
    /** What models of this kind were made for, in samples per second. */
    public static final int SAMPLE_RATE = 16_000;

    @Override
    public List<LogicalType> inputTypes() {
        return List.of(AudioType.TYPE.logicalType());
    }

    /** Where a segment begins and ends, in seconds, and the clip. */
    @Override
    public List<LogicalType> outputTypes() {
        return List.of(
                new ArrayType(
                        RowType.of(
                                new LogicalType[] {
                                    new DoubleType(), new DoubleType(), AudioType.TYPE.logicalType()
                                },
                                new String[] {"from_time", "to_time", "clip"})));
    }

    @Override
    public PreparedRow prepare(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        Audio audio = row.audio(0);
        AudioSamples samples =
                media.audio()
                        .read(
                                AudioProgram.of(audio.reference())
                                        .then(new AudioOp.MixDown())
                                        .then(new AudioOp.Resample(SAMPLE_RATE))
                                        .applyTo(audio.reference()));
        return new SpeechRow(audio, samples, rule);
    }

    @Override
    public String identity() {
        return "speech-segments 1, " + rule;
    }
}
