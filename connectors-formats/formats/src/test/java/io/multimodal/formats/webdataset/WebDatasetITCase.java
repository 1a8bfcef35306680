// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
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
class WebDatasetITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final String COLUMNS =
            "__key__ STRING, jpg IMAGE, npy TENSOR, cls INT, txt STRING, json STRING, absent STRING";

    @TempDir private Path temp;
    private Path shards;
    private Path shard;

    @BeforeEach
    void takeAShardOfThePythonPackage() throws Exception {
        shards = Files.createDirectory(temp.resolve("shards"));
        shard = Files.write(shards.resolve("0.tar"), Shards.of("webdataset"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsEachSampleAsARow(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        createTable(env, "samples", shards, COLUMNS, "");

        assertThat(
                        Rows.of(
                                env,
                                "SELECT __key__, jpg.width, jpg.content_type, npy.shape[1], cls, txt, JSON_VALUE(json, '$.i'), absent FROM samples"))
                .containsExactlyInAnyOrder(
                        Row.of("train/0000", 8, "image/jpeg", 4L, 0, "caption 0", "0", null),
                        Row.of("train/0001", 9, "image/jpeg", 5L, 1, "caption 1", "1", null),
                        Row.of("train/0002", 10, "image/jpeg", 6L, 2, "caption 2", "2", null),
                        Row.of("train/0003", 11, "image/jpeg", 7L, 3, "caption 3", "3", null),
                        Row.of("train/0004", 12, "image/jpeg", 8L, 4, "caption 4", "4", null));
        List<Row> counts = Rows.of(env, "SELECT COUNT(*) FROM samples");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(5L);
    }

    @Test
    void readsShardsThatAreCompressedAndSamplesThatAreNamed() throws Exception {
        Files.delete(shard);
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(shards.resolve("0.tar.gz")))) {
            out.write(Shards.of("webdataset"));
        }
        TableEnvironment env = environment(false);
        createTable(env, "samples", shards, COLUMNS, "");
        createTable(env, "in_place", shards, COLUMNS, ", 'webdataset.in-place' = 'true'");

        assertThat(Rows.of(env, "SELECT jpg.width FROM samples WHERE __key__ = 'train/0003'"))
                .containsExactly(Row.of(11));
        assertThat(Rows.of(env, "SELECT DISTINCT CHECKSUM(npy) FROM samples")).hasSize(5);
        assertThatThrownBy(() -> Rows.of(env, "SELECT jpg FROM in_place"))
                .hasStackTraceContaining("it is compressed, so that");
        byte[] cut = Files.readAllBytes(shards.resolve("0.tar.gz"));
        Files.write(shards.resolve("0.tar.gz"), Arrays.copyOf(cut, cut.length / 2));
        assertThatThrownBy(() -> Rows.of(env, "SELECT cls FROM samples"))
                .hasStackTraceContaining("it cannot be decompressed after");
    }

    @Test
    void refersToMembersInPlace() throws Exception {
        TableEnvironment env = environment(false);
        createTable(env, "copied", shards, COLUMNS, "");
        createTable(env, "in_place", shards, COLUMNS, ", 'webdataset.in-place' = 'true'");

        assertThat(Rows.of(env, "SELECT OBJECT_URI(jpg) FROM in_place"))
                .allSatisfy(row -> assertThat(row.<String>getFieldAs(0)).startsWith("ext:1:"));
        assertThat(Rows.of(env, "SELECT CHECKSUM(jpg), CHECKSUM(npy) FROM in_place"))
                .isEqualTo(Rows.of(env, "SELECT CHECKSUM(jpg), CHECKSUM(npy) FROM copied"));
    }

    @Test
    void writesShardsThatReadAsWritten() throws Exception {
        TableEnvironment env = environment(false);
        createTable(env, "samples", shards, COLUMNS, "");
        Path written = temp.resolve("written");
        String columns =
                "__key__ STRING, `seg.png` IMAGE, npy TENSOR, cls INT, txt STRING, score DOUBLE";
        createTable(env, "written", written, columns, "");

        env.executeSql(
                        "INSERT INTO written SELECT __key__, IMAGE_RESIZE(jpg, 4, 4), npy, cls, CASE WHEN cls > 0 THEN txt END, 0.5e0 FROM samples")
                .await();

        assertThat(
                        Rows.of(
                                env,
                                "SELECT __key__, `seg.png`.width, `seg.png`.content_type, cls, txt, score FROM written WHERE cls < 2"))
                .containsExactlyInAnyOrder(
                        Row.of("train/0000", 4, "image/png", 0, null, 0.5),
                        Row.of("train/0001", 4, "image/png", 1, "caption 1", 0.5));
        assertThat(Rows.of(env, "SELECT CHECKSUM(npy) FROM written ORDER BY cls"))
                .isEqualTo(Rows.of(env, "SELECT CHECKSUM(npy) FROM samples ORDER BY cls"));
        try (Stream<Path> files = Files.walk(written)) {
            Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            assertThat(Shards.samples(Files.readAllBytes(file), 0).get(0).members().keySet())
                    .containsExactly("seg.png", "npy", "cls", "score");
        }
    }

    /** The statements of docs/formats.md, as they are. */
    @Test
    void thePageRuns() throws Exception {
        String page = Files.readString(Path.of("../../docs/formats.md"));
        String part = page.substring(page.indexOf("## Training sets in shards"));
        String block = part.substring(part.indexOf("```sql") + 6);
        List<String> statements =
                Pattern.compile(";\\s*\n")
                        .splitAsStream(
                                block.substring(0, block.indexOf("```"))
                                        .replace("file:///data", temp.toUri().toString()))
                        .toList();
        TableEnvironment env = environment(false);
        env.executeSql(statements.get(0));

        assertThat(Rows.of(env, statements.get(1)))
                .containsExactlyInAnyOrder(
                        Row.of("train/0003", 11, 3, "3"), Row.of("train/0004", 12, 4, "4"));
        env.executeSql(statements.get(2));
        env.executeSql(statements.get(3)).await();
        assertThat(Rows.of(env, "SELECT png.content_type, png.width, cls FROM thumbnails"))
                .hasSize(5)
                .contains(Row.of("image/png", 4, 3));
    }

    @Test
    void appliesTheFailureContractToMembersSamplesAndShards() throws Exception {
        Files.delete(shard);
        byte[] twice = Shards.withMembers("a.cls", "b.x", "b.x", "c.jpg", "c.txt");
        Files.write(shards.resolve("0.tar"), twice);
        byte[] whole = Shards.of("webdataset");
        Files.write(shards.resolve("1.tar"), Arrays.copyOf(whole, whole.length / 4));
        TableEnvironment env = environment(false);
        createTable(env, "samples", shards, "__key__ STRING, cls INT, jpg IMAGE, txt STRING", "");

        assertThatThrownBy(() -> Rows.of(env, "SELECT * FROM samples"))
                .rootCause()
                .hasMessageContaining("webdataset failed for")
                .hasMessageContaining(".tar");
        env.getConfig().set("multimodal.on-error", "null");
        env.executeSql("DROP TABLE samples");
        createTable(env, "samples", shards, "__key__ STRING, cls INT, jpg IMAGE, txt STRING", "");
        List<Row> rows = Rows.of(env, "SELECT __key__, cls, jpg.width, txt FROM samples");
        // The text of 'a.cls' is not a number, 'c.jpg' no image; 'b' has a member twice.
        assertThat(rows)
                .contains(Row.of("a", null, null, null), Row.of("c", null, null, "c.txt"))
                .noneMatch(row -> "b".equals(row.getField(0)))
                .anyMatch(row -> "train/0000".equals(row.getField(0)));
    }

    @Test
    void refusesWhatIsWrongWhenTheStatementIsPlanned() throws Exception {
        TableEnvironment env = environment(false);
        createTable(env, "times", shards, "__key__ STRING, t TIMESTAMP(3)", "");
        assertThatThrownBy(() -> Rows.of(env, "SELECT * FROM times"))
                .hasStackTraceContaining(
                        "column 't' of a 'webdataset' table has the type TIMESTAMP(3)");
        createTable(env, "typo", shards, "img IMAGE", ", 'webdataset.suffixes' = 'image:jpg;jpeg'");
        assertThatThrownBy(() -> Rows.of(env, "SELECT * FROM typo"))
                .hasStackTraceContaining("names the column 'image', and the columns are [img]");
        createTable(env, "keyless", temp.resolve("out"), "cls INT", "");
        assertThatThrownBy(() -> env.executeSql("INSERT INTO keyless VALUES (1)"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("__key__");
        createTable(
                env,
                "alternatives",
                shards,
                "img IMAGE",
                ", 'webdataset.suffixes' = 'img:png;jpg'");
        assertThat(Rows.of(env, "SELECT img.width FROM alternatives")).hasSize(5);
    }

    private Configuration options() {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        options.setString("multimodal.external.shards.prefix", shards.toUri().toString());
        return options;
    }

    private TableEnvironment environment(boolean streaming) {
        Configuration options = options();
        TableEnvironment env =
                TableEnvironment.create(
                        (streaming
                                        ? EnvironmentSettings.newInstance().inStreamingMode()
                                        : EnvironmentSettings.newInstance().inBatchMode())
                                .withConfiguration(options)
                                .build());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        return env;
    }

    private static void createTable(
            TableEnvironment env, String name, Path folder, String columns, String more) {
        env.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'webdataset'%s)"
                        .formatted(name, columns, folder.toUri(), more));
    }
}
