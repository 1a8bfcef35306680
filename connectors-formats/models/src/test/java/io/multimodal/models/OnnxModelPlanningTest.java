// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What planning refuses, and what it says then. */
class OnnxModelPlanningTest {
    private static final String LINE = "line STRING, score FLOAT";

    @TempDir private Path folder;

    private ModelJob job;

    @BeforeEach
    void images() throws Exception {
        job = new ModelJob(folder.resolve("store"), true);
        job.addNull("nothing");
    }

    @Test
    void namesAModelThatIsNotThere() {
        Path missing = folder.resolve("missing.onnx");
        // The SQL client prints the root cause alone.
        assertRefused("text-recognition", missing, LINE)
                .rootCause()
                .hasMessageContaining(
                        "There is no model at '" + missing + "'; set 'path' to an ONNX file");
    }

    @Test
    void namesAFileThatIsNoModel() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "this is not a model");
        assertRefused("text-recognition", broken, LINE)
                .rootCause()
                .hasMessageContaining("The model " + broken)
                .hasMessageContaining("cannot be loaded by ONNX Runtime: ");
    }

    @Test
    void namesAModelThatIsCutShort() throws Exception {
        byte[] model = OcrModels.ORIENTATION.load().bytes();
        Path cut = Files.write(folder.resolve("cut.onnx"), java.util.Arrays.copyOf(model, 9999));
        assertRefused("text-orientation", cut, LINE)
                .hasStackTraceContaining("The model " + cut)
                .hasStackTraceContaining("cannot be loaded by ONNX Runtime: ");
    }

    @Test
    void listsTheTasks() throws Exception {
        assertRefused("speech", OcrModels.READER.writeTo(folder), LINE)
                .hasStackTraceContaining(
                        "The option 'task' is 'text-detection', 'text-recognition', 'text-orientation', 'classification', 'tensor', 'text-embedding' or 'speech-segments', not 'speech'");
    }

    @Test
    void namesBothSidesOfAWrongOutput() throws Exception {
        assertRefused(
                        "text-recognition",
                        OcrModels.READER.writeTo(folder),
                        "line STRING, score DOUBLE")
                .hasStackTraceContaining(
                        "The model reader gives (STRING, FLOAT), all nullable, but is declared with OUTPUT (line STRING, score DOUBLE)");
    }

    @Test
    void refusesAnOutputThatCannotBeNull() throws Exception {
        assertRefused(
                        "text-recognition",
                        OcrModels.READER.writeTo(folder),
                        "line STRING NOT NULL, score FLOAT")
                .hasStackTraceContaining(
                        "declared with OUTPUT (line STRING NOT NULL, score FLOAT)");
    }

    @Test
    void refusesAReaderWithoutACharset() throws Exception {
        assertRefused("text-recognition", OcrModels.ORIENTATION.writeTo(folder), LINE)
                .hasStackTraceContaining("in its metadata under 'character'");
    }

    @Test
    void refusesMoreLabelsThanTheModelHasClasses() throws Exception {
        assertRefused(
                        "classification",
                        OcrModels.ORIENTATION.writeTo(folder),
                        LINE,
                        "labels",
                        "a, b, c")
                .hasStackTraceContaining(
                        "The option 'labels' has 3 labels, but the model's output is ");
    }

    @Test
    void refusesNumbersThatAreNone() throws Exception {
        assertRefused(
                        "tensor",
                        OcrModels.ORIENTATION.writeTo(folder),
                        "t ARRAY<FLOAT>",
                        "input.mean",
                        "0.5, half, 0.5")
                .hasStackTraceContaining(
                        "The option 'input.mean' is three numbers, not '0.5, half, 0.5'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device|gpu|The option 'device' is 'auto', 'cpu', 'cuda', or 'cuda:1' and so on, not 'gpu'",
                "device|cuda:-1|not 'cuda:-1'",
                "batch.sizes|0;8|Sizes of batches are at least 1",
                "cuda.device_id|1|There is no option 'cuda.device_id'; behind 'cuda.' stands one of [arena_extend_strategy, ",
            })
    void refusesSettingsOfDevicesThatCannotBe(String option, String value, String message)
            throws Exception {
        assertRefused(
                        "text-orientation",
                        OcrModels.ORIENTATION.writeTo(folder),
                        LINE,
                        option,
                        value)
                .hasStackTraceContaining(message);
    }

    @Test
    void refusesAMaximumThatIsNotTheLargestSize() throws Exception {
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        assertRefused("text-orientation", model, LINE, "batch.sizes", "1;8", "batch.max-size", "4")
                .hasStackTraceContaining("the largest is the maximum of rows, 4: [1, 8]");
    }

    @Test
    void plansForADeviceThatAnotherMachineHas() throws Exception {
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        job.createModel(
                "reader",
                "text-orientation",
                model,
                LINE,
                "device",
                "cuda:1",
                "cuda.cudnn_conv_algo_search",
                "HEURISTIC");
        assertThat(job.explain("reader")).contains("MLPredict");
    }

    @Test
    void hasMoreRowsInFlightThanFlinkUnlessTheUserSaysHowMany() throws Exception {
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        job.createModel("reader", "text-orientation", model, LINE);
        assertThat(job.explain("reader")).contains("'max-concurrent-operations', _UTF-16LE'32'");
        job.createModel("on_gpu", "text-orientation", model, LINE, "device", "cuda");
        assertThat(job.explain("on_gpu")).contains("'max-concurrent-operations', _UTF-16LE'192'");
        job.set("table.exec.async-ml-predict.max-concurrent-operations", "5");
        assertThat(job.explain("reader")).doesNotContain("max-concurrent-operations");
    }

    @Test
    void plansAModelWithOtherColumnNames() throws Exception {
        job.createModel(
                "reader",
                "text-recognition",
                OcrModels.READER.writeTo(folder),
                "txt STRING, conf FLOAT");
        assertThat(job.explain("reader")).contains("MLPredict");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            String task, Path model, String output, String... options) {
        return assertThatThrownBy(
                () -> {
                    job.createModel("reader", task, model, output, options);
                    job.explain("reader");
                });
    }
}
