// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.program.AudioProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Speech segments of a small model with the inputs of Silero's detector, against what Silero's own
 * code makes of its probabilities; see {@code columns/speech.py}.
 */
class SpeechSegmentsTest {
    private static final int RATE = 16_000;

    /** Seconds of silence and of noise in turns. */
    private static final double[] TURNS = {0.5, 0.6, 0.3, 0.4, 0.05, 0.3, 0.5, 0.2, 0.1, 0.5};

    private static final List<ModelColumn> AUDIO =
            List.of(new ModelColumn("snd", MultimodalTypes.audio().getLogicalType()));

    private static ColumnModels models;
    private static RowData noise;

    @BeforeAll
    static void open() throws Exception {
        models = new ColumnModels();
        noise = row(wav());
    }

    @Test
    void findsWhatSilerosOwnCodeFinds() throws Exception {
        ArrayData segments = segments("speech").getArray(0);
        assertThat(segments.size()).isEqualTo(2);
        assertSegment(segments.getRow(0, 3), 0.482, 1.15);
        assertSegment(segments.getRow(1, 3), 1.378, 2.174);
    }

    @Test
    void clipsAreReferencesIntoTheAudio() throws Exception {
        RowData segment = segments("speech").getArray(0).getRow(0, 3);
        Audio clip = AudioType.TYPE.fromRowData(segment.getRow(2, 6));
        assertThat(clip.reference()).isInstanceOf(DerivedRef.class);
        assertThat(AudioProgram.of(clip.reference()).toString()).contains("clip(");
        assertThat(clip.duration())
                .isCloseTo(segment.getDouble(1) - segment.getDouble(0), within(1e-6));
    }

    @Test
    void rulesDecideWhatIsASegment() throws Exception {
        assertThat(segments("speech", "speech.min-silence", "1 s").getArray(0).size()).isEqualTo(1);
        assertThat(segments("speech", "speech.min-duration", "5 s").getArray(0).size()).isZero();
        RowData unpadded = segments("speech", "speech.padding", "0 s").getArray(0).getRow(0, 3);
        assertThat(unpadded.getDouble(0)).isCloseTo(0.482 + 0.03, within(1e-6));
    }

    @Test
    void rowsThatRunAtTheSameTimeDoNotShareTheirStates() throws Exception {
        List<RowData> rows = Collections.nCopies(4, noise);
        for (RowData output : models.inferAs("speech-segments", "speech", AUDIO, List.of(), rows)) {
            assertThat(output.getArray(0).size()).isEqualTo(2);
        }
    }

    @Test
    void remembersSegmentsWithTheirClips() throws Exception {
        for (int run = 0; run < 2; run++) {
            RowData row =
                    segments("speech", "cache", "true", "speech.padding", "20 ms")
                            .getArray(0)
                            .getRow(1, 3);
            Audio clip = AudioType.TYPE.fromRowData(row.getRow(2, 6));
            assertThat(AudioProgram.of(clip.reference()).toString()).contains("clip(");
        }
    }

    @Test
    void badAudioFailsAlone() throws Exception {
        List<RowData> rows = List.of(row(new byte[] {1, 2, 3}), noise);
        assertThat(
                        models.inferAs("speech-segments", "speech", AUDIO, List.of(), rows).stream()
                                .map(row -> row.isNullAt(0)))
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audio | speech.threshold | 0.5 | Speech segments need a model with the inputs input FLOAT[?, 576]",
                "speech | speech.threshold | 1.5 | The option 'speech.threshold' is a probability between 0 and 1, not 1.5",
            })
    void refusesWhatCannotBe(String model, String option, String value, String message) {
        assertThatThrownBy(
                        () ->
                                models.plan(
                                        "speech-segments", model, AUDIO, List.of(), option, value))
                .hasMessageContaining(message);
    }

    private static RowData segments(String model, String... options) throws Exception {
        return models.inferAs("speech-segments", model, AUDIO, List.of(), List.of(noise), options)
                .get(0);
    }

    private static void assertSegment(RowData segment, double from, double to) {
        assertThat(segment.getDouble(0)).isCloseTo(from, within(1e-4));
        assertThat(segment.getDouble(1)).isCloseTo(to, within(1e-4));
    }

    private static RowData row(byte[] file) throws Exception {
        return GenericRowData.of(AudioType.TYPE.toRowData(Audio.of(models.put(Payload.of(file)))));
    }

    private static byte[] wav() throws Exception {
        ByteBuffer pcm = ByteBuffer.allocate(4 * RATE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int turn = 0; turn < TURNS.length; turn++) {
            for (int i = 0; i < Math.round(TURNS[turn] * RATE); i++) {
                pcm.putShort((short) (turn % 2 == 1 ? (i * 37 % 2001 - 1000) * 16 : 0));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(pcm.array(), 0, pcm.position()),
                        new AudioFormat(RATE, Short.SIZE, 1, true, false),
                        pcm.position() / Short.BYTES),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }
}
