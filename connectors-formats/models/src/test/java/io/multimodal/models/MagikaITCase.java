// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.types.FileType;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Magika as the example {@code file-kinds.sql} uses it, with the labels of that script, against
 * what Magika's own Python package says of the same bytes.
 */
class MagikaITCase {
    private static final String WHEEL = "magika==1.0.3";
    private static final String MODEL = "magika/models/standard_v3_3/model.onnx";
    private static final Path SCRIPT = Path.of("../../examples/file-kinds.sql");
    private static final Pattern LABELS = Pattern.compile("'labels' = '([^']*)'");

    @Test
    void saysWhatMagikaSays(@TempDir Path folder) throws Exception {
        Path model = PypiModel.download(WHEEL, MODEL, folder);
        Matcher labels = LABELS.matcher(Files.readString(SCRIPT));
        assertThat(labels.find()).isTrue();
        ColumnModels models = new ColumnModels();
        List<RowData> outputs =
                models.inferAs(
                        "classification",
                        model.toString(),
                        List.of(new ModelColumn("f", MultimodalTypes.file().getLogicalType())),
                        List.of(),
                        List.of(
                                row(
                                        models,
                                        """
                                        import os
                                        import sys

                                        def main():
                                            print(os.getcwd(), sys.argv)

                                        if __name__ == "__main__":
                                            main()
                                        """),
                                row(
                                        models,
                                        "SELECT a, b FROM t WHERE a = 3 GROUP BY b;\n".repeat(3)),
                                row(
                                        models,
                                        "{\"a\": [1, 2, 3], \"b\": {\"c\": null}}\n".repeat(2))),
                        "labels",
                        labels.group(1),
                        "scores",
                        "none");
        assertKind(outputs.get(0), "python", 0.99998);
        assertKind(outputs.get(1), "sql", 0.99803);
        assertKind(outputs.get(2), "jsonl", 0.98789);
    }

    private static void assertKind(RowData row, String label, double score) {
        assertThat(row.getString(0)).hasToString(label);
        assertThat((double) row.getFloat(1)).isCloseTo(score, within(1e-3));
    }

    private static RowData row(ColumnModels models, String text) throws Exception {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        return GenericRowData.of(
                FileType.TYPE.toRowData(MediaFile.of(models.put(Payload.of(file)))));
    }
}
