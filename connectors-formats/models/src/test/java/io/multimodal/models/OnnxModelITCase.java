// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.runtime.batch.SharedModel;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.support.Clusters;
import io.multimodal.types.failure.DeadLetter;
import io.multimodal.types.failure.DeadLetters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in SQL, on a MiniCluster and a store in a folder. */
class OnnxModelITCase {
    /** For all jobs, each of which would start one of its own; two run at once. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    private static final String LINE = "line STRING, score FLOAT";

    @TempDir private Path folder;

    @ParameterizedTest(name = "streaming {0}, async {1}")
    @CsvSource({"true,true", "false,false"})
    void readsLines(boolean streaming, boolean async) throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), streaming);
        for (int i = 0; i < 12; i++) {
            job.add("image " + i, DrawnText.line("Number " + (731 * i + 24)));
        }
        job.addNull("nothing");
        job.createModel("reader", "text-recognition", OcrModels.READER.writeTo(folder), LINE);
        Map<String, Row> rows = job.predict("reader", async);
        assertThat(rows).hasSize(13);
        for (int i = 0; i < 12; i++) {
            Row row = rows.get("image " + i);
            assertThat(row.getField(2)).isEqualTo("Number " + (731 * i + 24));
            assertThat((Float) row.getField(3)).isBetween(0.8f, 1f);
        }
        assertThat(rows.get("nothing").getField(2)).isNull();
        assertThat(rows.get("nothing").getField(3)).isNull();
    }

    @Test
    void findsBoxes() throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), false);
        job.add("page", DrawnText.page(640, 200, 32, "First line", "Second line"));
        job.createModel(
                "detector",
                "text-detection",
                OcrModels.DETECTOR.writeTo(folder),
                "boxes ARRAY<ROW<x INT, y INT, width INT, height INT, angle DOUBLE, score FLOAT>>");
        Row[] boxes = (Row[]) job.predict("detector", true).get("page").getField(2);
        assertThat(boxes).hasSize(2);
        assertThat((Integer) boxes[0].getField(1)).isLessThan((Integer) boxes[1].getField(1));
        assertThat((Double) boxes[0].getField(4)).isBetween(-2.0, 2.0);
    }

    @Test
    void infersNoImageTwice() throws Exception {
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        String output = "label STRING, score FLOAT";
        ModelJob first = new ModelJob(folder.resolve("store"), true);
        first.add("a", DrawnText.line("Upright"));
        first.add("the same again", DrawnText.line("Upright"));
        first.add("b", DrawnText.turned(DrawnText.line("On its head"), 2));
        first.createModel("first_run", "text-orientation", model, output);
        Map<String, Row> rows = first.predict("first_run", true);
        assertThat(rows.get("a").getField(2)).isEqualTo("0");
        assertThat(rows.get("the same again").getField(2)).isEqualTo("0");
        assertThat(rows.get("b").getField(2)).isEqualTo("180");
        assertThat(ModelStatistics.ofThisProcess().get("first_run"))
                .returns(3L, ModelStatistics::rows)
                .returns(2L, ModelStatistics::computed)
                .returns(1L, ModelStatistics::remembered);

        ModelJob second = new ModelJob(folder.resolve("store"), false);
        second.add("renamed", DrawnText.line("Upright"));
        second.add("new", DrawnText.line("Something else"));
        second.createModel("second_run", "text-orientation", model, output);
        assertThat(second.predict("second_run", true).get("renamed").getField(3))
                .isEqualTo(rows.get("a").getField(3));
        assertThat(ModelStatistics.ofThisProcess().get("second_run"))
                .returns(1L, ModelStatistics::computed)
                .returns(1L, ModelStatistics::remembered);

        second.createModel(
                "other_options", "text-orientation", model, output, "labels", "up, down");
        assertThat(second.predict("other_options", true).get("renamed").getField(2))
                .isEqualTo("up");
        second.createModel("no_memory", "text-orientation", model, output, "cache", "false");
        second.predict("no_memory", true);
        assertThat(ModelStatistics.ofThisProcess().get("no_memory"))
                .returns(2L, ModelStatistics::computed);
    }

    @Test
    void infersNothingAgainThatAKilledJobHasInferred() throws Exception {
        CountedJob job = new CountedJob(folder);
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountedJob.class.getName(),
                        folder.toString(),
                        Integer.toString(CountedJob.IMAGES / 2));
        Path printed = folder.resolve("printed");
        Process killed =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        assertThat(killed.waitFor()).as(() -> read(printed)).isEqualTo(128 + 9);
        // The last one was under way.
        long finished = job.inferences() - 1;
        assertThat(finished).isGreaterThanOrEqualTo(CountedJob.IMAGES / 2 - 1);
        assertThat(job.run()).isEqualTo(CountedJob.IMAGES);
        long again = job.inferences() - 1 - finished - (CountedJob.IMAGES - finished);
        assertThat(again).isBetween(0L, finished / 20);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnWithoutABadImageAndSaysWhich() throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), true);
        job.set("multimodal.on-error", "dead-letter");
        job.add("good", DrawnText.line("Good"));
        byte[] noImage = "this is not an image".repeat(100).getBytes(StandardCharsets.UTF_8);
        job.add("bad", noImage);
        job.createModel("reader", "text-recognition", OcrModels.READER.writeTo(folder), LINE);
        Map<String, Row> rows = job.predict("reader", true);
        assertThat(rows.get("good").getField(2)).isEqualTo("Good");
        assertThat(rows.get("bad").getField(2)).isNull();
        try (StoreRuntime open = StoreRuntime.acquire(job.stores())) {
            assertThat(new DeadLetters(open.main().records()).readAll())
                    .singleElement()
                    .returns("reader", DeadLetter::function)
                    .returns(job.put(noImage).toText(), DeadLetter::object);
        }
    }

    @Test
    void failsWithAMessageThatNamesModelAndImage() throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), true);
        byte[] noImage = "this is not an image".repeat(100).getBytes(StandardCharsets.UTF_8);
        job.add("bad", noImage);
        job.createModel("reader", "text-recognition", OcrModels.READER.writeTo(folder), LINE);
        assertThatThrownBy(() -> job.predict("reader", true))
                .hasStackTraceContaining("reader failed for " + job.put(noImage).toText());
    }

    /**
     * Two jobs in one task manager, one model, one image: one job computes, the other waits for it.
     */
    @ParameterizedTest(name = "the one that computes is cancelled: {0}")
    @ValueSource(booleans = {true, false})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aCancelledJobDoesNotFailAnotherWithTheSameImage(boolean leaderIsCancelled)
            throws Exception {
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        ModelSpec spec = RowInferenceTest.orientation(model, folder.resolve("store"));
        try (SharedModel shared = PreparersHeld.model(spec);
                SharedReader reader = SharedReader.acquire(spec.config());
                PreparersHeld held = PreparersHeld.of(spec)) {
            assertThat(shared.preparers()).isNotNull();
            TableResult led = orientation("leader", model);
            await(() -> waitingFor(reader) == 1);
            TableResult followed = orientation("follower", model);
            await(() -> waitingFor(reader) == 2);

            TableResult cancelled = leaderIsCancelled ? led : followed;
            JobClient job = cancelled.getJobClient().orElseThrow();
            job.cancel().get();
            await(OnnxModelITCase::isClosing);
            held.close();

            assertThat(labels(leaderIsCancelled ? followed : led)).containsExactly("0");
            await(() -> job.getJobStatus().get().isTerminalState());
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);
        }
    }

    private TableResult orientation(String name, Path model) throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), true);
        job.set("parallelism.default", "1");
        job.add(name, DrawnText.line("Upright"));
        job.createModel(name, "text-orientation", model, "label STRING, score FLOAT");
        return job.start(name);
    }

    /** How many rows wait for predictions that are not there yet. */
    private static int waitingFor(SharedReader reader) {
        return reader.inFlight().values().stream()
                .mapToInt(CompletableFuture::getNumberOfDependents)
                .sum();
    }

    /** Whether a subtask that is being cancelled waits for its rows. */
    private static boolean isClosing() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(
                        frame ->
                                frame.getClassName().equals(RowInference.class.getName())
                                        && frame.getMethodName().equals("close"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.sleep(1);
        }
    }

    private static List<String> labels(TableResult result) throws Exception {
        List<String> labels = new ArrayList<>();
        try (CloseableIterator<Row> rows = result.collect()) {
            rows.forEachRemaining(row -> labels.add((String) row.getField(2)));
        }
        return labels;
    }
}
