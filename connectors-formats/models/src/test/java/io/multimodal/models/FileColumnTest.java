// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.types.FileType;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Models over FILE, against what Magika's own Python code (1.0.3) takes of the same bytes: {@code
 * Magika._extract_features_from_seekable} with 8 bytes of the beginning and of the end, in blocks
 * of 32.
 */
class FileColumnTest {
    private static final List<ModelColumn> FILE =
            List.of(new ModelColumn("f", MultimodalTypes.file().getLogicalType()));

    private static ColumnModels models;

    @BeforeAll
    static void open() throws Exception {
        models = new ColumnModels();
    }

    @Test
    void takesTheFirstAndTheLastBytesAsMagikaDoes() throws Exception {
        byte[] numbers = new byte[102];
        for (int i = 0; i < 100; i++) {
            numbers[i] = (byte) (40 + i);
        }
        numbers[100] = ' ';
        numbers[101] = '\n';
        List<RowData> rows =
                List.of(
                        row("  \t" + "hello world \n"),
                        row("ab"),
                        row("   "),
                        row(numbers),
                        row(new byte[0]));
        List<RowData> outputs = models.infer("bytes", FILE, rows);
        assertBytes(
                outputs.get(0),
                104,
                101,
                108,
                108,
                111,
                32,
                119,
                111,
                108,
                111,
                32,
                119,
                111,
                114,
                108,
                100);
        assertBytes(
                outputs.get(1),
                97,
                98,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                97,
                98);
        assertBytes(
                outputs.get(2),
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256,
                256);
        assertBytes(
                outputs.get(3),
                40,
                41,
                42,
                43,
                44,
                45,
                46,
                47,
                132,
                133,
                134,
                135,
                136,
                137,
                138,
                139);
        assertThat(outputs.get(4).getArray(0)).isEqualTo(outputs.get(2).getArray(0));
    }

    @Test
    void refusesOtherInputs() {
        assertThatThrownBy(() -> models.plan("tensor", "float", FILE, List.of()))
                .hasMessageContaining(
                        "The column f FILE cannot feed the model's input x FLOAT[?, 3]");
        assertThatThrownBy(() -> models.plan("tensor", "exact", FILE, List.of()))
                .hasMessageContaining("of which the number is known and even");
    }

    private static void assertBytes(RowData row, int... expected) {
        float[] bytes = row.getArray(0).toFloatArray();
        assertThat(bytes).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(bytes[i]).as("element %d", i).isEqualTo(expected[i]);
        }
    }

    private static RowData row(String text) throws Exception {
        return row(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static RowData row(byte[] file) throws Exception {
        return GenericRowData.of(
                FileType.TYPE.toRowData(MediaFile.of(models.put(Payload.of(file)))));
    }
}
