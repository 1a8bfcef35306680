// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The table photos.lance was written by the Python package; make.py beside it made it. */
@Timeout(120)
class LanceITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Path PHOTOS =
            Path.of("src/test/resources/io/multimodal/lance/photos.lance").toAbsolutePath();
    private static final String COLUMNS =
            "id BIGINT, image IMAGE, apart IMAGE, embedding ARRAY<FLOAT>, words ARRAY<STRING>, name STRING, price DECIMAL(5, 2), taken TIMESTAMP(6), `day` DATE, tiny TINYINT, flag BOOLEAN, half FLOAT";

    @TempDir private Path temp;
    private TableEnvironment env;

    @BeforeEach
    void start() {
        env = environment("batch");
        table("photos", PHOTOS.toString(), COLUMNS);
    }

    @Test
    void readsWhatThePythonPackageWrites() throws Exception {
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id, apart.width, embedding, words, name, price, taken, `day`, tiny, flag, half FROM photos"))
                .containsExactlyInAnyOrder(photo(0), photo(1), photo(2), photo(3));
        assertThat(Rows.of(env, "SELECT COUNT(*) FROM photos")).containsExactly(Row.of(4L));
        assertThat(Rows.of(env, "SELECT id FROM photos WHERE name = 'it''s 1' OR id >= 3"))
                .containsExactlyInAnyOrder(Row.of(1L), Row.of(3L));
        assertThat(Rows.of(env, "SELECT id FROM photos LIMIT 2")).hasSize(2);
        assertThatThrownBy(() -> Rows.of(env, "SELECT image.width FROM photos"))
                .hasStackTraceContaining("lance failed for")
                .hasStackTraceContaining("photos.lance (image)");
        env.getConfig().set("multimodal.on-error", "null");
        assertThat(Rows.of(env, "SELECT id, image.width FROM photos WHERE id > 0"))
                .containsExactlyInAnyOrder(Row.of(1L, 2), Row.of(2L, null), Row.of(3L, null));
        assertThat(Rows.of(env, "SELECT id FROM photos WHERE image IS NULL"))
                .containsExactlyInAnyOrder(Row.of(2L), Row.of(3L));
    }

    private static Row photo(int i) {
        return Row.of(
                (long) i,
                i == 2 ? null : i + 11,
                new Float[] {(float) i, 0.5f},
                new String[] {"a", null, "ü".repeat(i)},
                i == 2 ? null : "it's " + i,
                new BigDecimal(i + ".25"),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 250_000_000 + i * 1000),
                LocalDate.of(2026, 11, 27),
                (byte) -i,
                i % 2 == 0,
                i / 2f);
    }

    @Test
    void writesATableThatReadsAsWrittenAndAppendsToIt() throws Exception {
        String columns = COLUMNS.replace("image IMAGE, ", "");
        table("written", temp.resolve("written.lance").toString(), columns);
        String copy =
                "INSERT INTO written SELECT id, IMAGE_RESIZE(apart, 3, 1), embedding, words, name, price, taken, `day`, tiny, flag, half FROM photos";

        env.executeSql(copy).await();
        String all =
                "SELECT id, CHECKSUM(apart), embedding, words, name, price, taken, `day`, tiny, flag, half FROM ";
        List<Row> once = Rows.of(env, all + "written");
        assertThat(once)
                .containsExactlyInAnyOrderElementsOf(
                        Rows.of(
                                env,
                                all.replace("(apart)", "(IMAGE_RESIZE(apart, 3, 1))") + "photos"));
        env.executeSql(copy).await();
        assertThat(Rows.of(env, "SELECT COUNT(*), COUNT(apart), SUM(id) FROM written"))
                .containsExactly(Row.of(8L, 6L, 12L));
    }

    /** A commit is repeated if the job fails after it and before the checkpoint is acknowledged. */
    @Test
    void addsFragmentsOnceThoughTheCommitIsRepeated() throws Exception {
        String path = temp.resolve("twice.lance").toString();
        RowType row = RowType.of(new LogicalType[] {new BigIntType()}, new String[] {"id"});
        LanceSink sink =
                new LanceSink(
                        new LanceTable(path, Map.of()),
                        MultimodalOptions.resolve(
                                Configuration.fromMap(
                                        Map.of(
                                                "multimodal.stores.test.uri",
                                                temp.resolve("store").toUri().toString()))),
                        row);
        List<LanceFragments> written = new ArrayList<>();
        for (long i = 0; i < 2; i++) {
            try (LanceWriter writer = new LanceWriter(sink)) {
                writer.write(GenericRowData.of(i), null);
                LanceFragments.Serializer serializer = new LanceFragments.Serializer();
                for (LanceFragments fragments : writer.prepareCommit()) {
                    written.add(
                            serializer.deserialize(
                                    serializer.getVersion(), serializer.serialize(fragments)));
                }
            }
        }
        table("twice", path, "id BIGINT");

        try (LanceCommitter committer = new LanceCommitter(sink.table(), LanceSchema.of(row))) {
            committer.commit(written.subList(0, 1));
            committer.commit(written);
            committer.commit(written);
        }

        assertThat(Rows.of(env, "SELECT id FROM twice"))
                .containsExactlyInAnyOrder(Row.of(0L), Row.of(1L));
    }

    /** With -Dlance.python=PYTHON of an environment where pylance is installed. */
    @Test
    void thePythonPackageReadsWhatIsWritten() throws Exception {
        String python = System.getProperty("lance.python", "python3");
        assumeTrue(run(python, "import lance").equals(""), "pylance is not installed");
        String path = temp.resolve("ours.lance").toString();
        table("ours", path, COLUMNS.replace("image IMAGE, ", ""));
        env.executeSql(
                        "INSERT INTO ours SELECT id, apart, embedding, words, name, price, taken, `day`, tiny, flag, half FROM photos")
                .await();

        String script =
                "import lance, hashlib\nfor r in sorted(lance.dataset('%s').to_table().to_pylist(), key=lambda r: r['id']):\n    r['apart'] = r['apart'] and hashlib.sha256(r['apart']).hexdigest()\n    print(*r.values(), sep='|')"
                        .formatted(path);
        List<String> expected = new ArrayList<>();
        for (Row row : Rows.of(env, "SELECT id, CHECKSUM(apart), name FROM photos ORDER BY id")) {
            long i = row.getFieldAs(0);
            String digest = row.getFieldAs(1);
            expected.add(
                    String.join(
                            "|",
                            Long.toString(i),
                            digest == null ? "None" : digest.substring("sha256:".length()),
                            "[%d.0, 0.5]".formatted(i),
                            "['a', None, '%s']".formatted("ü".repeat((int) i)),
                            i == 2 ? "None" : "it's " + i,
                            i + ".25",
                            "1969-12-31 23:59:59.25000" + i,
                            "2026-11-27",
                            i == 0 ? "0" : "-" + i,
                            i % 2 == 0 ? "True" : "False",
                            Double.toString(i / 2.0)));
        }
        assertThat(run(python, script).lines()).containsExactlyElementsOf(expected).hasSize(4);
    }

    private static String run(String python, String script) throws Exception {
        Process process =
                new ProcessBuilder(python, "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? said : "failed: " + said;
    }

    /** Embeddings are lists of a fixed size there, and a column lies apart. */
    @Test
    void appendsToATableAsItIs() throws Exception {
        String path = temp.resolve("given.lance").toString();
        LanceFiles.create(
                path,
                new Field("id", FieldType.nullable(new ArrowType.Int(64, true)), null),
                new Field(
                        "apart",
                        new FieldType(
                                true,
                                new ArrowType.LargeBinary(),
                                null,
                                Map.of("lance-encoding:blob", "true")),
                        null),
                new Field(
                        "embedding",
                        FieldType.nullable(new ArrowType.FixedSizeList(2)),
                        List.of(
                                new Field(
                                        "item",
                                        FieldType.nullable(
                                                new ArrowType.FloatingPoint(
                                                        FloatingPointPrecision.SINGLE)),
                                        null))));
        table("given", path, "id BIGINT, apart IMAGE, embedding ARRAY<FLOAT>");

        env.executeSql("INSERT INTO given SELECT id, apart, embedding FROM photos").await();

        String all = "SELECT id, CHECKSUM(apart), apart.width, embedding FROM ";
        assertThat(Rows.of(env, all + "given"))
                .hasSize(4)
                .containsExactlyInAnyOrderElementsOf(Rows.of(env, all + "photos"));
        assertThatThrownBy(
                        () ->
                                env.executeSql(
                                                "INSERT INTO given SELECT id, apart, ARRAY[CAST(1 AS FLOAT)] FROM photos")
                                        .await())
                .hasStackTraceContaining("has arrays of 2 elements, and a row has 1");
    }

    @Test
    void refusesToAppendToATableOfOtherColumns() throws Exception {
        Path copy = LanceFiles.copy(PHOTOS, temp.resolve("copy.lance"));
        table("copied", copy.toString(), COLUMNS);

        assertThatThrownBy(
                        () ->
                                env.executeSql(
                                                "INSERT INTO copied SELECT id, apart, apart, embedding, words, name, price, taken, `day`, tiny, flag, half FROM photos")
                                        .await())
                .hasStackTraceContaining("Cannot append to the column 'half' of the Lance table");
        table("fewer", copy.toString(), "id BIGINT");
        assertThatThrownBy(() -> env.executeSql("INSERT INTO fewer SELECT id FROM photos").await())
                .hasStackTraceContaining("and the table declares [id]");
        assertThat(Rows.of(env, "SELECT COUNT(*) FROM copied")).containsExactly(Row.of(4L));
    }

    @Test
    void showsEachRowOnceWhereTheJobFailsInTheMiddle() throws Exception {
        String many =
                "CREATE TABLE many (id BIGINT, name STRING) WITH ('connector' = 'lance', 'path' = '%s')"
                        .formatted(temp.resolve("many.lance"));
        TableEnvironment streaming = environment("streaming");
        streaming.executeSql(many);
        streaming.getConfig().set("parallelism.default", "1");
        streaming.getConfig().set("execution.checkpointing.interval", "50 ms");
        streaming.getConfig().set("restart-strategy.type", "fixed-delay");
        streaming.getConfig().set("restart-strategy.fixed-delay.delay", "0 ms");
        streaming.createTemporarySystemFunction("FAIL_ONCE", FailOnce.class);
        FailOnce.LEFT.set(500); // 2 MB: buffers between the tasks hold less

        streaming
                .executeSql("INSERT INTO many SELECT FAIL_ONCE(id), REPEAT('n', 4000) FROM numbers")
                .await();

        env.executeSql(many);
        assertThat(FailOnce.LEFT.get()).isNegative();
        assertThat(Rows.of(env, "SELECT COUNT(*), COUNT(DISTINCT id), SUM(id) FROM many"))
                .containsExactly(Row.of(1000L, 1000L, 499_500L));
    }

    @Test
    void saysWhatIsWrong() {
        table("wrong", PHOTOS.toString(), "id BIGINT, other INT");
        assertThatThrownBy(() -> Rows.of(env, "SELECT other FROM wrong"))
                .hasStackTraceContaining("photos.lance' has no column 'other'; its columns are");
        table("narrow", PHOTOS.toString(), "id INT");
        assertThatThrownBy(() -> Rows.of(env, "SELECT id FROM narrow"))
                .hasStackTraceContaining("is Int(64, true), which is not read as INT");
        table("absent", temp.resolve("absent.lance").toString(), "id BIGINT");
        assertThatThrownBy(() -> Rows.of(env, "SELECT id FROM absent"))
                .hasStackTraceContaining("Cannot open the Lance table '")
                .hasStackTraceContaining("not found");
        table("times", temp.resolve("times.lance").toString(), "t TIME");
        assertThatThrownBy(() -> env.explainSql("INSERT INTO times VALUES (TIME '00:00:00')"))
                .hasStackTraceContaining("The column 't' of a 'lance' table has the type TIME(0)");
        TableEnvironment streaming = environment("streaming");
        streaming.executeSql(
                "CREATE TABLE photos (id BIGINT) WITH ('connector' = 'lance', 'path' = '"
                        + PHOTOS
                        + "')");
        assertThatThrownBy(() -> streaming.explainSql("SELECT * FROM photos"))
                .hasStackTraceContaining("is read by batch jobs");
    }

    /** Throws when it has been called so often. */
    public static final class FailOnce extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        static final AtomicInteger LEFT = new AtomicInteger();

        /** The value. */
        public Long eval(Long value) throws IOException {
            if (LEFT.getAndDecrement() == 0) {
                throw new IOException("in the middle");
            }
            return value;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    private void table(String name, String path, String columns) {
        env.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = 'lance', 'path' = '%s')"
                        .formatted(name, columns, path));
    }

    private TableEnvironment environment(String mode) {
        Configuration options = new Configuration();
        options.setString("execution.runtime-mode", mode);
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        TableEnvironment created =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance().withConfiguration(options).build());
        MultimodalSql.install(created);
        created.executeSql("LOAD MODULE multimodal");
        created.executeSql(
                "CREATE TABLE numbers (id BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '1000', 'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '999')");
        return created;
    }
}
