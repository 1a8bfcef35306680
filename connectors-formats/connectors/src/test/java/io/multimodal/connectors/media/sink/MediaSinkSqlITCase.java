// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.MapBucket;
import io.multimodal.connectors.media.TestImages;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MediaSinkSqlITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    @TempDir private Path temp;
    private Path photos;
    private Path out;

    @BeforeEach
    void takeTwoPhotos() throws Exception {
        photos = Files.createDirectories(temp.resolve("photos"));
        out = temp.resolve("out");
        Files.write(photos.resolve("one.png"), TestImages.png(120, 80, 0x336699));
        Files.write(photos.resolve("it's two.png"), TestImages.png(120, 90, 0x996633));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesObjectsByteForByteWhereTheSourceReadsThem(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        sink(env, "img IMAGE, label STRING, name STRING", "PARTITIONED BY (label)", "{name}");

        env.executeSql("INSERT INTO results SELECT img, 'a/b', name FROM photos").await();

        assertThat(visible())
                .containsExactlyInAnyOrder("label=a%2Fb/one.png", "label=a%2Fb/it%27s two.png");
        assertThat(out.resolve("label=a%2Fb/one.png"))
                .hasBinaryContent(Files.readAllBytes(photos.resolve("one.png")));
        env.executeSql(
                "CREATE TABLE again (img IMAGE) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(out));
        assertThat(Rows.of(env, "SELECT img.height FROM again"))
                .containsExactlyInAnyOrder(Row.of(80), Row.of(90));
        assertThat(manifest())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"path\":\"label=a%2Fb/one.png\""))
                .allMatch(line -> line.contains("\"content_type\":\"image/png\""))
                .allMatch(line -> line.contains("\"reference\":\"cas:1:"));
        assertThat(out.resolve(".multimodal/staging")).isEmptyDirectory();
    }

    /**
     * A folder and a bucket have the same paths, and no row is lost but those that have no path.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "map://bucket/results"})
    void writesFilesWithNamesThatAreReadAsWritten(String bucket) throws Exception {
        MapBucket.clear();
        TableEnvironment env = environment(false);
        env.getConfig().set("multimodal.on-error", "null");
        env.executeSql(
                "CREATE TABLE results (img IMAGE, label STRING) PARTITIONED BY (label) WITH ('connector' = 'media', 'path' = '%s', 'sink.path-template' = '{digest}.{ext}')"
                        .formatted(bucket.isEmpty() ? out : bucket));
        List<String> names =
                List.of(
                        "a b",
                        "100%",
                        "%2F",
                        "..",
                        "../../x",
                        "/etc",
                        "line\nbreak",
                        "ü 漢+&#=?",
                        ".hidden",
                        "_x",
                        "x".repeat(200));
        env.executeSql(
                        "INSERT INTO results SELECT img, label FROM photos CROSS JOIN (VALUES %s, ('%s')) AS v (label) WHERE name = 'one.png'"
                                .formatted(
                                        names.stream()
                                                .map("('%s')"::formatted)
                                                .collect(joining(", ")),
                                        "y".repeat(1000)))
                .await();

        assertThat(Rows.of(env, "SELECT label, img.height FROM results"))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> Row.of(name, 80)).toList());
        if (!bucket.isEmpty()) {
            assertThat(MapBucket.OBJECTS.keySet()).allMatch(key -> key.startsWith("results/"));
        }
    }

    /** What is wrong with the bucket is not wrong with a row. */
    @Test
    void failsTheJobWhereABucketMayNotBeWrittenTo() throws Exception {
        MapBucket.clear();
        TableEnvironment env = environment(false);
        env.getConfig().set("restart-strategy.type", "none");
        env.getConfig().set("multimodal.on-error", "null");
        env.executeSql(
                "CREATE TABLE results (img IMAGE, name STRING) WITH ('connector' = 'media', 'path' = 'map://bucket/results', 'sink.path-template' = '{name}')");
        String insert = "INSERT INTO results SELECT img, name FROM photos";
        MapBucket.refusesToPut = true;

        assertThatThrownBy(() -> env.executeSql(insert).await())
                .rootCause()
                .hasMessage("access denied (HTTP 403)");
        assertThat(MapBucket.OBJECTS).isEmpty();

        MapBucket.refusesToPut = false;
        env.executeSql(insert).await();
        assertThat(MapBucket.OBJECTS).containsKeys("results/one.png", "results/it%27s two.png");
    }

    @Test
    void encodesAndNamesFilesByTheirContent() throws Exception {
        TableEnvironment env = environment(false);
        sink(
                env,
                "img IMAGE, label STRING",
                "PARTITIONED BY (label)",
                "{digest}.{ext}', 'sink.encoding' = 'jpeg");

        env.executeSql("INSERT INTO results SELECT img, 'a/b' FROM photos").await();
        env.executeSql("INSERT INTO results SELECT img, 'a/b' FROM photos").await();

        assertThat(visible())
                .hasSize(2)
                .allMatch(name -> name.matches("label=a%2Fb/[0-9a-f]{64}\\.jpg"));
        assertThat(Rows.of(env, "SELECT label, img.content_type, img.height FROM results"))
                .containsExactlyInAnyOrder(
                        Row.of("a/b", "image/jpeg", 80), Row.of("a/b", "image/jpeg", 90));
    }

    @Test
    void showsNothingOfABatchJobThatFails() throws Exception {
        TableEnvironment env = environment(false);
        env.getConfig().set("restart-strategy.type", "none");
        sink(env, "img IMAGE, name STRING", "", "{name}");

        assertThatThrownBy(
                        () ->
                                env.executeSql(
                                                "INSERT INTO results SELECT img, CASE WHEN name = 'one.png' THEN CAST(NULL AS STRING) ELSE name END FROM photos")
                                        .await())
                .rootCause()
                .hasMessageContaining("The column 'name', which is part of the path, is NULL");
        assertThat(visible()).isEmpty();
        assertThat(out.resolve(".multimodal/manifest")).doesNotExist();

        env.getConfig().set("multimodal.on-error", "null");
        env.executeSql(
                        "INSERT INTO results SELECT img, CASE WHEN name = 'one.png' THEN CAST(NULL AS STRING) ELSE name END FROM photos")
                .await();
        assertThat(visible()).containsExactly("it%27s two.png");
    }

    @Test
    void doesNotWriteOverAnotherFileUnlessAsked() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("one.png"), "other");
        TableEnvironment env = environment(false);
        env.getConfig().set("restart-strategy.type", "none");
        sink(env, "img IMAGE, name STRING", "", "{name}");

        assertThatThrownBy(
                        () ->
                                env.executeSql("INSERT INTO results SELECT img, name FROM photos")
                                        .await())
                .rootCause()
                .hasMessageContaining("A file with other content is at 'one.png'");
        assertThat(visible()).containsExactly("one.png");

        env.executeSql("ALTER TABLE results SET ('sink.overwrite' = 'skip')");
        env.executeSql("INSERT INTO results SELECT img, name FROM photos").await();
        assertThat(out.resolve("one.png")).hasContent("other");
        assertThat(manifest()).hasSize(1);

        env.executeSql("ALTER TABLE results SET ('sink.overwrite' = 'replace')");
        env.executeSql("INSERT INTO results SELECT img, name FROM photos").await();
        assertThat(out.resolve("one.png"))
                .hasBinaryContent(Files.readAllBytes(photos.resolve("one.png")));
    }

    /** Two rows of one name are found when they are published, which the policy judges, too. */
    @Test
    void failsRowsOfOneJobThatHaveOnePath() throws Exception {
        TableEnvironment env = environment(false);
        env.getConfig().set("restart-strategy.type", "none");
        sink(env, "img IMAGE, name STRING", "", "same-{name}");

        assertThatThrownBy(
                        () ->
                                env.executeSql("INSERT INTO results SELECT img, 'x' FROM photos")
                                        .await())
                .rootCause()
                .hasMessageContaining("A file with other content is at 'same-x'");

        env.getConfig().set("multimodal.on-error", "null");
        env.executeSql("INSERT INTO results SELECT img, 'x' FROM photos").await();
        assertThat(visible()).containsExactly("same-x");
    }

    @Test
    void saysAtPlanningWhatIsWrong() {
        TableEnvironment env = environment(true);
        refuses(env, "img IMAGE, nam STRING", "{name}", "the nearest is 'nam'");
        refuses(env, "img IMAGE, name STRING", "all.png", "gives every file the same path");
        refuses(env, "img IMAGE, name STRING", "../{name}", "a name in it begins with '.'");
        refuses(env, "img IMAGE, name STRING", "{name}.gif", "cannot be written as 'gif'");
        refuses(env, "img IMAGE, name STRING", "{digest}.png", "The column 'name' would be lost");
        refuses(env, "img STRING, name STRING", "{name}", "exactly one column of type IMAGE");
        sink(env, "img IMAGE, name STRING", "", "{name}");
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "INSERT INTO results SELECT LAST_VALUE(img), name FROM photos GROUP BY name"))
                .hasMessageContaining("doesn't support consuming update");
        assertThatThrownBy(
                        () ->
                                environmentWithSink()
                                        .explainSql(
                                                "INSERT OVERWRITE results SELECT img, name FROM photos"))
                .hasMessageContaining("'sink.overwrite' = 'replace'");
        env.executeSql("ALTER TABLE results SET ('path' = 'hdfs://host/x')");
        assertThatThrownBy(() -> env.explainSql("INSERT INTO results SELECT img, name FROM photos"))
                .rootCause()
                .hasMessageContaining("Cannot write to hdfs://host");
    }

    private TableEnvironment environmentWithSink() {
        TableEnvironment env = environment(false);
        sink(env, "img IMAGE, name STRING", "", "{name}");
        return env;
    }

    private void refuses(TableEnvironment env, String columns, String template, String message) {
        sink(env, columns, "", template);
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        columns.contains("STRING")
                                                ? "INSERT INTO results SELECT %s, name FROM photos"
                                                        .formatted(
                                                                columns.startsWith("img IMAGE")
                                                                        ? "img"
                                                                        : "name")
                                                : "INSERT INTO results SELECT img FROM photos"))
                .rootCause()
                .hasMessageContaining(message);
        env.executeSql("DROP TABLE results");
    }

    private void sink(TableEnvironment env, String columns, String partitions, String template) {
        env.executeSql(
                "CREATE TABLE results (%s) %s WITH ('connector' = 'media', 'path' = '%s', 'sink.path-template' = '%s')"
                        .formatted(columns, partitions, out, template));
    }

    private TableEnvironment environment(boolean streaming) {
        TableEnvironment env =
                TableEnvironment.create(
                        streaming
                                ? EnvironmentSettings.inStreamingMode()
                                : EnvironmentSettings.inBatchMode());
        env.getConfig().set("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        MultimodalSql.install(env);
        env.executeSql(
                "CREATE TABLE photos (img IMAGE, name STRING METADATA) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(photos));
        return env;
    }

    private List<String> visible() throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .filter(name -> !name.startsWith(".multimodal/"))
                    .toList();
        }
    }

    private List<String> manifest() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(out.resolve(".multimodal/manifest"))) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
