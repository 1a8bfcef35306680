// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.multimodal.planner.SqlScript;
import io.multimodal.support.Clusters;
import io.multimodal.types.Audio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Scripts below {@code examples} that make their own files and end. */
@Timeout(120)
class ExampleScriptsITCase {
    private static final Path RECORDING =
            Path.of("../../connectors-formats/models/src/test/resources/columns/speech.ogg");

    /** From when to when somebody speaks there, in seconds, as Silero's own program says. */
    private static final double[][] SENTENCES = {{1.026, 4.094}, {5.922, 7.998}};

    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private Path temp;

    /** The rows of each query of a script, without the order in which they came. */
    private List<List<Row>> run(String script, String mode) throws Exception {
        return run(script, mode, Map.of("folder", temp.resolve("files").toString()));
    }

    private List<List<Row>> run(String script, String mode, Map<String, String> variables)
            throws Exception {
        TableEnvironment env = FormatJobs.session(mode, temp.resolve("store"));
        List<List<Row>> results = new ArrayList<>();
        for (String statement :
                SqlScript.read(Path.of("../../examples", script), variables).statements()) {
            TableResult result = SqlScript.run(env, statement);
            if (result != null && result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
                List<Row> rows = new ArrayList<>();
                try (CloseableIterator<Row> all = result.collect()) {
                    all.forEachRemaining(rows::add);
                }
                results.add(rows);
            }
        }
        return results;
    }

    @Test
    void foldersAreWrittenAndReadInAllTheWaysOfTheScript() throws Exception {
        List<List<Row>> results = run("folders.sql", "batch");
        // Statements that insert give the number of rows, which Flink does not count.
        results.removeIf(rows -> rows.equals(List.of(Row.of(-1L))));

        assertThat(results.get(0))
                .as("partitions")
                .containsExactlyInAnyOrder(Row.of(2026, "dog", 16), Row.of(2027, "red/cat", 24));
        assertThat(results.get(1))
                .as("the manifest")
                .hasSize(3)
                .allMatch(row -> row.getField(1).equals("image/webp"))
                .extracting(row -> row.<String>getFieldAs(0))
                .allMatch(path -> Files.exists(temp.resolve("files/media").resolve(path)));
        assertThat(results.get(2))
                .as("a pattern, in place")
                .containsExactlyInAnyOrder(
                        Row.of("cat", "image/webp", 8, true, true),
                        Row.of("red/cat", "image/webp", 24, true, true));
        assertThat(results.get(3)).as("the listing").containsExactly(Row.of(2L));
        assertThat(results.get(4))
                .as("links")
                .containsExactlyInAnyOrder(Row.of("a cat", 8), Row.of("a red/cat", 24));
        assertThat(results.get(5)).as("a broken file").containsExactly(Row.of(9L, true));
        assertThat(results.get(6)).as("whole files").containsExactly(Row.of("dog", 16, true));
    }

    @Test
    void changesComeBackAsTheyWereWritten() throws Exception {
        List<List<Row>> results = run("changes.sql", "streaming");

        assertThat(results.get(results.size() - 1))
                .containsExactlyInAnyOrder(
                        Row.ofKind(RowKind.INSERT, "dog", 16),
                        Row.ofKind(RowKind.INSERT, "cat", 8),
                        Row.ofKind(RowKind.DELETE, "cat", 8),
                        Row.ofKind(RowKind.INSERT, "cat", 24));
    }

    @Test
    void rowsOfJsonAndCsvHoldReferences() throws Exception {
        List<List<Row>> results = run("formats.sql", "batch");

        assertThat(results.get(1))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(2)).isEqualTo(1));
        assertThat(results.get(3))
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getFieldAs(1)).startsWith("inl:1:"));
    }

    @Test
    void parquetAvroAndOrcHoldReferencesAndDataSetsHoldBytes() throws Exception {
        List<List<Row>> results = run("parquet.sql", "batch");
        results.removeIf(rows -> rows.equals(List.of(Row.of(-1L))));

        assertThat(results.get(0))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(1)).isEqualTo(8));
        assertThat(results.get(1)).containsExactly(Row.of("a dot", "image/png", 8));
    }

    @Test
    void imagesGoThroughATopicByReference() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("images"));
        Files.write(folder.resolve("a.png"), FormatJobs.png(320, 200, 1));
        try (ServerProcess broker =
                ServerProcess.start(
                        "broker", "io.multimodal.broker.KafkaBroker", temp.resolve("broker"))) {
            Map<String, String> variables =
                    Map.of(
                            "folder",
                            folder.toString(),
                            "broker",
                            broker.address(),
                            "topic",
                            "images");
            List<List<Row>> results = run("kafka.sql", "batch", variables);

            assertThat(results.get(results.size() - 1))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(row.getField(0)).isEqualTo("a.png");
                                assertThat(row.getField(1)).isEqualTo(320);
                                assertThat(row.<Long>getFieldAs(3)).isPositive();
                            });
        }
    }

    /** The recording has two spoken sentences; its model comes the way that the script says. */
    @Test
    void clipsOfSpeechAreFoundInRecordings() throws Exception {
        Path models = temp.resolve("models");
        Path log = temp.resolve("models.log");
        ProcessBuilder command =
                new ProcessBuilder("../../bin/models", models.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        command.environment().put("MULTIMODAL_BUILD", "skip");
        assertThat(command.start().waitFor()).as(Files.readString(log)).isZero();
        assumeThat(models.resolve("silero_vad_16k_op15.onnx")).as(Files.readString(log)).exists();
        Path folder = Files.createDirectory(temp.resolve("recordings"));
        Files.copy(RECORDING, folder.resolve("speech.ogg"));
        Files.write(folder.resolve("broken.ogg"), new byte[100]);

        List<List<Row>> results =
                run(
                        "speech-segments.sql",
                        "batch",
                        Map.of("folder", folder.toString(), "models", models.toString()));

        List<Row> clips = results.get(results.size() - 1);
        assertThat(clips).hasSize(SENTENCES.length);
        for (int i = 0; i < SENTENCES.length; i++) {
            Row clip = clips.get(i);
            double from = clip.<Double>getFieldAs(1);
            double to = clip.<Double>getFieldAs(2);
            assertThat(clip.getField(0)).isEqualTo("speech.ogg");
            assertThat(from).isCloseTo(SENTENCES[i][0], within(0.05));
            assertThat(to).isCloseTo(SENTENCES[i][1], within(0.05));
            Audio wav = clip.getFieldAs(3);
            assertThat(wav.contentType()).isEqualTo("audio/wav");
            assertThat(wav.duration()).isCloseTo(to - from, within(0.05));
        }
    }
}
