// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models of all the kinds of inputs and outputs that there are, against what ONNX Runtime's Python
 * package says of the same colour; made by {@code onnx/generate.py}.
 */
class SmallModelsTest {
    private static final Color COLOUR = new Color(230, 20, 10);
    private static final Color GREY = new Color(77, 77, 77);
    private static final Map<String, List<String>> EXPECTED = new HashMap<>();

    @TempDir private static Path store;

    private static MultimodalConfig config;
    private static RowData colour;
    private static RowData grey;

    @BeforeAll
    static void images() throws Exception {
        ModelJob job = new ModelJob(store, true);
        colour = RowInferenceTest.row(job.put(ModelJob.png(image(COLOUR))));
        grey = RowInferenceTest.row(job.put(ModelJob.png(image(GREY))));
        config =
                MultimodalOptions.resolve(
                        Configuration.fromMap(
                                Map.of(
                                        "multimodal.stores.default.uri",
                                        store.toUri().toString(),
                                        "multimodal.on-error",
                                        "null")));
        for (String line : Files.readAllLines(file("expected.csv"))) {
            List<String> cells = Arrays.asList(line.split(","));
            EXPECTED.put(cells.get(0) + " " + cells.get(1), cells.subList(2, cells.size()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "softmax,",
        "log_softmax, exp",
        "logits, softmax",
        "sigmoid,",
        "sigmoid_reshaped,",
        "half_softmax,",
        "silu, softmax",
        "fixed_1,",
        "fixed_4,",
        "no_batch,",
        "nhwc,",
        "uint8,",
        "uint8_nhwc,",
        "uint8_fixed_4,",
        "int32,",
        "int64,",
        "double,",
        "float16,",
        "n311,",
        "external,",
        "external_in_folder,",
        "lies_about_batch,",
    })
    void saysWhatOnnxRuntimeSays(String model, String then) throws Exception {
        List<RowData> rows = infer(model, "classification", colour, "labels", "r,g,b");
        double[] scores =
                EXPECTED.get(model + " y").stream().mapToDouble(Double::parseDouble).toArray();
        double best = Arrays.stream(scores).max().orElseThrow();
        double expected =
                switch (String.valueOf(then)) {
                    case "exp" -> Math.exp(best);
                    case "softmax" -> Math.exp(best) / Arrays.stream(scores).map(Math::exp).sum();
                    default -> best;
                };
        assertThat(rows).hasSize(6);
        for (RowData row : rows) {
            assertThat(row.getString(0)).hasToString("r");
            assertThat((double) row.getFloat(1))
                    .isCloseTo(expected, within(model.equals("float16") ? 1e-2 : 1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"softmax", "fixed_1", "fixed_4", "no_batch", "uint8_fixed_4", "float16", "nhwc"})
    void saysTheSameInBatchesThatAreFilledUp(String model) throws Exception {
        String[] fixed = {"labels", "r,g,b", "cache", "false", "batch.sizes", "8"};
        RowData one = infer(model, "classification", colour, "labels", "r,g,b").get(0);
        List<RowData> rows = infer(model, "classification", colour, fixed);
        assertThat(rows).hasSize(6).allMatch(row -> row.getFloat(1) == one.getFloat(1));
    }

    @ParameterizedTest
    @CsvSource({"softmax, 0.77685297", "sigmoid, 0.77685297", "none, 1.2474204"})
    void doesWithScoresWhatIsAsked(String rule, double expected) throws Exception {
        String model = rule.equals("softmax") ? "sigmoid" : "logits";
        RowData row = infer(model, "classification", colour, "scores", rule).get(0);
        if (rule.equals("softmax")) {
            // Of what came out of a sigmoid, because the option says so.
            double sum =
                    EXPECTED.get("sigmoid y").stream()
                            .mapToDouble(score -> Math.exp(Double.parseDouble(score)))
                            .sum();
            assertThat((double) row.getFloat(1)).isCloseTo(Math.exp(expected) / sum, within(1e-5));
        } else {
            assertThat((double) row.getFloat(1)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void takesTheScoresAndNotTheLabelWhereAModelGivesBoth() throws Exception {
        RowData row = infer("label_and_scores", "classification", colour).get(0);
        assertThat(row.getString(0)).hasToString("0");
        assertThat((double) row.getFloat(1))
                .isCloseTo(expected("label_and_scores p"), within(1e-5));
    }

    @Test
    void knowsNoScoreWhereAModelGivesALabelOnly() throws Exception {
        RowData row =
                infer("label_only", "classification", colour, "labels", "red,green,blue").get(0);
        assertThat(row.getString(0)).hasToString("red");
        assertThat(row.isNullAt(1)).isTrue();
    }

    @Test
    void takesTheOutputThatIsNamed() throws Exception {
        RowData row = infer("two_floats", "classification", colour, "output", "p").get(0);
        assertThat((double) row.getFloat(1)).isCloseTo(expected("two_floats p"), within(1e-5));
    }

    @Test
    void takesOneChannel() throws Exception {
        ArrayData values = infer("grey", "tensor", grey).get(0).getArray(0);
        assertThat((double) values.getFloat(0)).isCloseTo(expected("grey y"), within(1e-5));
    }

    @Test
    void givesEveryOutputAColumn() throws Exception {
        RowData row = infer("every_type", "tensor", colour).get(5);
        assertThat((double) row.getArray(0).getFloat(0))
                .isCloseTo(expected("every_type l"), within(1e-5));
        assertThat(row.getArray(1).getLong(0)).isEqualTo(2);
        assertThat(row.getArray(2).getInt(0)).isEqualTo(2);
        assertThat(row.getArray(3).getShort(0)).isEqualTo((short) 2);
        assertThat(row.getArray(4).getByte(0)).isEqualTo((byte) 2);
        assertThat(row.getArray(5).getShort(0)).isEqualTo((short) 2);
        assertThat(row.getArray(6).getBoolean(0)).isTrue();
        assertThat(row.getArray(7).getDouble(0)).isEqualTo(2);
        assertThat(row.getArray(8).getFloat(0)).isEqualTo(2);
        assertThat(row.getArray(9).getString(0)).hasToString("2");
        assertThat(EXPECTED.get("every_type int64")).isNull();
        assertThat(EXPECTED.get("every_type i64")).containsExactly("2");
    }

    @Test
    void givesTheNamedOutputsInTheOrderOfTheirNames() throws Exception {
        RowData row = infer("every_type", "tensor", colour, "output", "i64, l").get(0);
        assertThat(row.getArity()).isEqualTo(2);
        assertThat(row.getArray(0).getLong(0)).isEqualTo(2);
    }

    @Test
    void takesIntegersOfWhatTheModelWasMadeFor() throws Exception {
        String mean = "0.50196, 0.50196, 0.50196";
        String std = "0.0039216, 0.0039216, 0.0039216";
        RowData row =
                infer("int8", "classification", colour, "input.mean", mean, "input.std", std)
                        .get(0);
        assertThat((double) row.getFloat(1)).isCloseTo(expected("int8 y"), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two_floats | several outputs may be that: [l FLOAT[?, 3], p FLOAT[?, 3]]; name the one that is meant with the option 'output'",
                "two_inputs | The model's inputs [x FLOAT[?, 3, 8, 8], k FLOAT[1]] are fed by no column: INPUT is [img IMAGE]",
                "int8 | INT8 does not hold the values 0 to 255 of pixels",
                "external_above | names '../external.weights' for its weights, which leads out of its folder",
                "external_absolute | names '/etc/passwd' for its weights, which leads out of its folder",
                "external_inside_above | names 'a/../../external.weights' for its weights, which leads out of its folder",
            })
    void refusesAtPlanning(String model, String message) {
        assertThatThrownBy(() -> plan(model, "classification"))
                .isInstanceOfAny(ValidationException.class, ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAnOutputThatIsNotThere() {
        assertThatThrownBy(() -> plan("two_floats", "classification", "output", "q"))
                .hasMessage(
                        "The option 'output' names 'q', but the model's outputs are [l FLOAT[?, 3], p FLOAT[?, 3]]");
    }

    @Test
    void refusesWeightsThatAreNotThere(@TempDir Path folder) throws Exception {
        Path alone = Files.copy(file("external.onnx"), folder.resolve("alone.onnx"));
        assertThatThrownBy(() -> ModelFiles.read(alone.toString(), config.store()).close())
                .hasMessage(
                        "The model at '%s' has weights in 'external.weights', which is not there beside it; copy it there"
                                .formatted(alone));
    }

    @Test
    void refusesAModelOfAStoreWhoseWeightsLieBesideIt() throws Exception {
        byte[] model = Files.readAllBytes(file("external.onnx"));
        assertThatThrownBy(
                        () ->
                                ExternalWeights.of(
                                                "cas:1:of-a-store",
                                                model,
                                                Set.of("external.weights"),
                                                Optional.empty())
                                        .close())
                .hasMessageContaining(
                        "has its weights in other files (external.weights), and an object of a store has no folder");
    }

    @Test
    void otherWeightsMakeAnotherModel(@TempDir Path folder) throws Exception {
        Path model = Files.copy(file("external.onnx"), folder.resolve("m.onnx"));
        Path weights = Files.copy(file("external.weights"), folder.resolve("external.weights"));
        String before = digest(model);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[0] ^= 1;
        Files.write(weights, bytes);
        assertThat(digest(model)).isNotEqualTo(before);
    }

    @Test
    void fetchesWeightsFromAFileSystemOfFlink() throws Exception {
        URI elsewhere = file("external_in_folder.onnx").toUri();
        Path fetched;
        try (ModelFile model =
                ExternalWeights.of(
                        elsewhere.toString(),
                        Files.readAllBytes(Path.of(elsewhere)),
                        Set.of("weights/in_folder.weights"),
                        Optional.of(
                                ExternalWeights.Folder.of(
                                        org.apache.flink.core.fs.FileSystem.getLocalFileSystem(),
                                        new org.apache.flink.core.fs.Path(elsewhere)
                                                .getParent())))) {
            fetched = model.weights().orElseThrow().folder();
            assertThat(fetched.resolve("weights/in_folder.weights")).exists();
            assertThat(OnnxSession.signatureOf(model).outputs()).hasSize(1);
            assertThat(model.digest().hex()).isEqualTo(digest(file("external_in_folder.onnx")));
        }
        assertThat(fetched).doesNotExist();
    }

    @Test
    void aModelThatDoesNotFitFailsWhateverThePolicySays() {
        assertThatThrownBy(() -> infer("doubles_batch", "classification", colour))
                .hasRootCauseInstanceOf(ModelException.class)
                .hasStackTraceContaining("the first dimension of an output is the batch");
    }

    private static String digest(Path model) throws Exception {
        try (ModelFile file = ModelFiles.read(model.toString(), config.store())) {
            return file.digest().hex();
        }
    }

    private static double expected(String output) {
        return Double.parseDouble(EXPECTED.get(output).get(0));
    }

    private static ModelSpec plan(String model, String task, String... more) throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("path", file(model + ".onnx").toString());
        options.put("task", task);
        options.put("cache", "false");
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        Configuration given = Configuration.fromMap(options);
        try (ModelFile file = ModelFiles.read(options.get("path"), config.store())) {
            ModelSignature signature = OnnxSession.signatureOf(file);
            var unused = Tasks.plan(new TaskContext(given, signature, file));
            return new ModelSpec(
                    model, "", new OnnxProvider(), file.digest().hex(), signature, given, config);
        }
    }

    /** Six rows at once, so that batches of several sizes are run. */
    private static List<RowData> infer(String model, String task, RowData row, String... options)
            throws Exception {
        try (RowInference inference =
                RowInference.open(plan(model, task, options), new UnregisteredMetricsGroup())) {
            List<CompletableFuture<RowData>> running =
                    IntStream.range(0, 6).mapToObj(i -> inference.infer(row)).toList();
            List<RowData> rows = new ArrayList<>();
            for (CompletableFuture<RowData> one : running) {
                rows.add(one.get());
            }
            return rows;
        }
    }

    private static Path file(String name) throws IOException {
        URL url = SmallModelsTest.class.getResource("/onnx/" + name);
        return Path.of(URI.create(url.toString()));
    }

    private static BufferedImage image(Color of) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(of);
        pen.fillRect(0, 0, 16, 16);
        pen.dispose();
        return image;
    }
}
