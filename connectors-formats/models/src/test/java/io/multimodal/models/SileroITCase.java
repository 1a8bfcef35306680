// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.MultimodalTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Silero's detector over two spoken sentences, against what ONNX Runtime's Python package and
 * Silero's own code say. The sentences of {@code speech.ogg} were made with {@code espeak-ng}, with
 * silence around them.
 */
class SileroITCase {
    private static final String WHEEL = "silero-vad==6.2.3";
    private static final String MODEL = "silero_vad/data/silero_vad_16k_op15.onnx";

    /** Where each sentence begins and ends, in seconds. */
    private static final double[][] SENTENCES = {{1.026, 4.094}, {5.922, 7.998}};

    @Test
    void findsTheSentences(@TempDir Path folder) throws Exception {
        Path model = PypiModel.download(WHEEL, MODEL, folder);
        ColumnModels models = new ColumnModels();
        byte[] file = Files.readAllBytes(ColumnModels.file("speech.ogg"));
        RowData row =
                GenericRowData.of(AudioType.TYPE.toRowData(Audio.of(models.put(Payload.of(file)))));
        List<RowData> outputs =
                models.inferAs(
                        "speech-segments",
                        model.toString(),
                        List.of(new ModelColumn("snd", MultimodalTypes.audio().getLogicalType())),
                        List.of(),
                        List.of(row),
                        "speech.min-silence",
                        "300 ms");
        ArrayData segments = outputs.get(0).getArray(0);
        assertThat(segments.size()).isEqualTo(SENTENCES.length);
        for (int i = 0; i < SENTENCES.length; i++) {
            RowData segment = segments.getRow(i, 3);
            // Another resampler moves a segment by a part of 32 ms at most.
            assertThat(segment.getDouble(0)).isCloseTo(SENTENCES[i][0], within(0.04));
            assertThat(segment.getDouble(1)).isCloseTo(SENTENCES[i][1], within(0.04));
        }
    }
}
