// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.TensorType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models over AUDIO, against what ONNX Runtime's Python package says of the same samples. */
class AudioColumnTest {
    private static final int SAMPLES = 500;
    private static final List<ModelColumn> AUDIO =
            List.of(new ModelColumn("snd", MultimodalTypes.audio().getLogicalType()));

    private static ColumnModels models;

    @BeforeAll
    static void open() throws Exception {
        models = new ColumnModels();
    }

    @Test
    void takesAllSamplesAtTheRateOfTheModel() throws Exception {
        List<RowData> rows = List.of(audio(16_000, 1, SAMPLES), audio(8_000, 1, SAMPLES));
        List<RowData> outputs = models.infer("audio", AUDIO, rows);
        assertSums(outputs.get(0).getArray(0).toFloatArray(), models.expected("audio", "count"));
        assertSums(outputs.get(0).getArray(1).toFloatArray(), models.expected("audio", "sum"));
        assertThat(outputs.get(1).getArray(0).getFloat(0)).isEqualTo(2f * SAMPLES);
        RowData half =
                models.infer(
                                "audio",
                                AUDIO,
                                List.of(),
                                rows.subList(0, 1),
                                "input.sample-rate",
                                "8000")
                        .get(0);
        assertThat(half.getArray(0).getFloat(0)).isEqualTo(SAMPLES / 2f);
    }

    @Test
    void cutsLongerAudioAndFillsUpShorterOne() throws Exception {
        List<RowData> rows = List.of(audio(16_000, 1, SAMPLES), audio(16_000, 1, 20));
        List<RowData> outputs = models.infer("audio_chunks", AUDIO, rows);
        List<String> expected = models.expected("audio_chunks", "sum");
        assertSums(outputs.get(0).getArray(0).toFloatArray(), expected.subList(0, 1));
        double ofShort = 0;
        for (int i = 0; i < 20; i++) {
            ofShort += Math.abs(sample(i) / 32768.0);
        }
        assertThat((double) outputs.get(1).getArray(0).getFloat(0))
                .isCloseTo(ofShort, within(1e-4));
    }

    @Test
    void runsOnceForEachPartOfLongerAudio() throws Exception {
        List<ModelColumn> tensor =
                List.of(new ModelColumn("t", MultimodalTypes.tensor().getLogicalType()));
        List<RowData> rows =
                List.of(
                        audio(16_000, 1, SAMPLES),
                        audio(16_000, 1, 20),
                        audio(16_000, 2, SAMPLES),
                        audio(16_000, 1, 320));
        List<RowData> outputs =
                models.infer("audio_chunks", AUDIO, List.of(), rows, "input.parts", "true");
        List<String> expected = models.expected("audio_chunks", "sum");
        assertSums(outputs.get(0).getArray(0).toFloatArray(), expected);
        assertThat(outputs.get(1).getArray(0).size()).isEqualTo(1);
        assertThat(outputs.get(3).getArray(0).size()).isEqualTo(2);
        RowData stacked =
                models.infer(
                                "audio_chunks",
                                AUDIO,
                                tensor,
                                rows.subList(0, 1),
                                "input.parts",
                                "true")
                        .get(0);
        assertThat(TensorType.TYPE.fromRowData(stacked.getRow(0, 3)).shape())
                .containsExactly(4L, 1L);
    }

    @Test
    void mixesToTheChannelsOfTheModel() throws Exception {
        // The second channel is silent.
        List<RowData> rows = List.of(audio(16_000, 2, SAMPLES), audio(16_000, 1, SAMPLES));
        List<RowData> outputs = models.infer("audio_channels", AUDIO, rows);
        List<String> expected = models.expected("audio_channels", "sum");
        assertSums(outputs.get(0).getArray(0).toFloatArray(), expected);
        String first = expected.get(0);
        assertSums(outputs.get(1).getArray(0).toFloatArray(), List.of(first, first));
    }

    @Test
    void badAudioFailsAlone() throws Exception {
        byte[] wav = wav(16_000, 1, SAMPLES);
        RowData cut = row(Arrays.copyOf(wav, wav.length / 2));
        List<RowData> rows =
                List.of(cut, audio(16_000, 1, 0), row(new byte[] {1, 2, 3}), audio(16_000, 1, 9));
        assertThat(models.infer("audio", AUDIO, rows).stream().map(row -> row.isNullAt(0)))
                .containsExactly(true, true, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audio_chunks | input.samples | 100 | The option 'input.samples' is 100, but the model's input is x FLOAT[?, 160]",
                "audio | input.parts | true | 'input.parts' needs the length of a part, and the model's input is x FLOAT[?, ?]; set 'input.samples'",
                "audio | input.sample-rate | 0 | The option 'input.sample-rate' is 1 to 768000 samples per second, not 0",
                "int64 | input.samples | 3 | The column snd AUDIO cannot feed the model's input x INT64[?, 3]: audio is floating numbers",
            })
    void refusesWhatCannotBe(String model, String option, String value, String message) {
        assertThatThrownBy(() -> models.plan("tensor", model, AUDIO, List.of(), option, value))
                .hasMessageContaining(message);
    }

    @Test
    void aRowOfSeveralPartsIsNoSingleElement() {
        List<ModelColumn> number =
                List.of(new ModelColumn("sum", DataTypes.FLOAT().getLogicalType()));
        assertThatThrownBy(
                        () ->
                                models.plan(
                                        "tensor",
                                        "audio_chunks",
                                        AUDIO,
                                        number,
                                        "input.parts",
                                        "true"))
                .hasMessageContaining("takes one element");
    }

    private static void assertSums(float[] observed, List<String> expected) {
        assertThat(observed).hasSameSizeAs(expected);
        for (int i = 0; i < observed.length; i++) {
            assertThat((double) observed[i])
                    .isCloseTo(Double.parseDouble(expected.get(i)), within(1e-3));
        }
    }

    private static int sample(int i) {
        return (i * 37 % 2001 - 1000) * 16;
    }

    private static RowData audio(int rate, int channels, int samples) throws Exception {
        return row(wav(rate, channels, samples));
    }

    private static RowData row(byte[] file) throws Exception {
        return GenericRowData.of(AudioType.TYPE.toRowData(Audio.of(models.put(Payload.of(file)))));
    }

    /** A file whose channels are silent but for the first. */
    private static byte[] wav(int rate, int channels, int samples) throws Exception {
        ByteBuffer pcm =
                ByteBuffer.allocate(samples * channels * Short.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            for (int channel = 0; channel < channels; channel++) {
                pcm.putShort((short) (channel == 0 ? sample(i) : 0));
            }
        }
        AudioFormat format = new AudioFormat(rate, Short.SIZE, channels, true, false);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }
}
