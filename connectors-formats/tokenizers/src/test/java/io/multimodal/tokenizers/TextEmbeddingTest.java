// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.TextTokenizer;
import io.multimodal.models.testkit.Predictions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts as vectors by MiniLM, against what Hugging Face's Python package and ONNX Runtime say; the
 * golden figures are printed by {@code tokenizers/golden.py}.
 */
class TextEmbeddingTest {
    private static final ModelColumns TEXT =
            new ModelColumns(
                    List.of(new ModelColumn("txt", DataTypes.STRING().getLogicalType())),
                    List.of());

    /** A text, its first tokens, how many it has, and its vector. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Golden(String text, List<Long> tokens, int count, double[] vector) {
        static Golden of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Golden(
                    cells[0],
                    Arrays.stream(cells[1].split(" ")).map(Long::valueOf).toList(),
                    Integer.parseInt(cells[2]),
                    Arrays.stream(cells[3].split(" ")).mapToDouble(Double::parseDouble).toArray());
        }
    }

    private static final List<Golden> GOLDEN = new ArrayList<>();

    @TempDir private static Path folder;

    private static Path model;
    private static Path tokenizer;
    private static Predictions predictions;

    @BeforeAll
    static void open() throws Exception {
        try (InputStream lines =
                TextEmbeddingTest.class.getResourceAsStream("/tokenizers/golden.txt")) {
            new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Golden::of)
                    .forEach(GOLDEN::add);
        }
        model = MiniLm.model(folder);
        tokenizer = MiniLm.tokenizer(folder);
        predictions = new Predictions();
    }

    @AfterAll
    static void close() throws Exception {
        predictions.close();
    }

    @Test
    void tokenizesAsHuggingFaceDoes() throws Exception {
        TextTokenizer open =
                new HuggingFaceTokenizerFactory().open(Files.readAllBytes(tokenizer), 64);
        for (Golden golden : GOLDEN) {
            long[] ids = open.tokenize(golden.text).ids();
            assertThat(ids).as(golden.text).hasSize(golden.count);
            assertThat(Arrays.stream(ids).limit(golden.tokens.size()).boxed())
                    .as(golden.text)
                    .isEqualTo(golden.tokens);
        }
        assertThat(open.padding()).isZero();
        // Cut, with the token for the end.
        long[] cut =
                new HuggingFaceTokenizerFactory()
                        .open(Files.readAllBytes(tokenizer), 5)
                        .tokenize("one two three four five six seven")
                        .ids();
        assertThat(cut).hasSize(5).endsWith(102);
    }

    @Test
    void embedsAsPythonDoes() throws Exception {
        List<InputRow> rows =
                GOLDEN.stream().map(golden -> new InputRow(List.of(golden.text))).toList();
        List<RowData> outputs = predictions.of(model, TEXT, options(), rows);
        for (int i = 0; i < rows.size(); i++) {
            ArrayData vector = outputs.get(i).getArray(0);
            assertThat(vector.size()).isEqualTo(384);
            double squares = 0;
            double cosine = 0;
            for (int j = 0; j < vector.size(); j++) {
                squares += (double) vector.getFloat(j) * vector.getFloat(j);
                cosine += vector.getFloat(j) * GOLDEN.get(i).vector[j];
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
            // Weights and activations have 8 bits, and processors round them differently.
            assertThat(cosine).as(GOLDEN.get(i).text).isGreaterThan(0.99);
        }
    }

    @Test
    void takesTheFirstTokenWhereItIsAskedTo() throws Exception {
        List<InputRow> rows = List.of(new InputRow(List.of(GOLDEN.get(0).text)));
        ArrayData first =
                predictions.of(model, TEXT, options("pooling", "cls"), rows).get(0).getArray(0);
        double cosine = 0;
        for (int j = 0; j < first.size(); j++) {
            cosine += first.getFloat(j) * GOLDEN.get(0).vector[j];
        }
        assertThat(cosine).isLessThan(0.98);
        // The vectors of all tokens, of which there are as many as the text is filled up to.
        ArrayData all =
                predictions.of(model, TEXT, options("task", "tensor"), rows).get(0).getArray(0);
        assertThat(all.size()).isEqualTo(16 * 384);
    }

    @Test
    void refusesWhatIsNoTokenizer() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "word\nanother\n");
        Path broken =
                Files.writeString(
                        folder.resolve("broken.json"), "{\"model\": 3}", StandardCharsets.UTF_8);
        assertRefused("is no tokenizer; read are [the tokenizer.json of Hugging Face]", other);
        assertRefused("broken.json' cannot be read: the library 'tokenizers'", broken);
        assertRefused("There is no file at '", folder.resolve("missing.json"));
        assertThatThrownBy(
                        () ->
                                predictions.of(
                                        model, TEXT, Map.of("task", "text-embedding"), List.of()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("set 'tokenizer' to the tokenizer.json of the model");
    }

    private static void assertRefused(String message, Path tokenizer) {
        assertThatThrownBy(
                        () ->
                                predictions.of(
                                        model,
                                        TEXT,
                                        options("tokenizer", tokenizer.toString()),
                                        List.of()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>();
        options.put("task", "text-embedding");
        options.put("tokenizer", tokenizer.toString());
        options.put("input.max-tokens", "64");
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }
}
