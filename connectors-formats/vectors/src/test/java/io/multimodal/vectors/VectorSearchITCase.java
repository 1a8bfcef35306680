// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The statements of {@code docs/vector-search.md}. */
class VectorSearchITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    @TempDir Path folder;

    @Test
    void findsWhatWasInsertedWithItsMediaAndItsScore() throws Exception {
        TableEnvironment env = session(EnvironmentSettings.inBatchMode());
        create(env, "'metric' = 'euclidean'");
        insert(
                env,
                """
                INSERT INTO embeddings SELECT id, TO_IMAGE(x'474946383961010001000000003B'), v FROM (VALUES
                  ('a', ARRAY[CAST(0 AS FLOAT), CAST(0 AS FLOAT)]),
                  ('b', ARRAY[CAST(3 AS FLOAT), CAST(4 AS FLOAT)]),
                  ('c', ARRAY[CAST(6 AS FLOAT), CAST(8 AS FLOAT)])) AS t (id, v)
                """);
        insert(
                env,
                "INSERT INTO embeddings VALUES ('null', CAST(NULL AS IMAGE), CAST(NULL AS ARRAY<FLOAT>))");

        assertThat(rows(env, "SELECT id, img.width, embedding FROM embeddings"))
                .containsExactlyInAnyOrder(
                        "+I[a, 1, [0.0, 0.0]]",
                        "+I[b, 1, [3.0, 4.0]]",
                        "+I[c, 1, [6.0, 8.0]]",
                        "+I[null, null, null]");
        assertThat(
                        rows(
                                env,
                                """
                                SELECT name, id, img.width, score
                                FROM (SELECT id AS name, embedding AS v FROM embeddings WHERE id <> 'b') AS q,
                                LATERAL TABLE(VECTOR_SEARCH(TABLE embeddings, DESCRIPTOR(embedding), q.v, 2))
                                """))
                .containsExactlyInAnyOrder(
                        "+I[a, a, 1, 0.0]",
                        "+I[a, b, 1, 5.0]",
                        "+I[c, c, 1, 0.0]",
                        "+I[c, b, 1, 5.0]");
        // A filter comes after the search: the nearest rows are found first, and then filtered.
        assertThat(
                        rows(
                                env,
                                """
                                SELECT name, id FROM (SELECT id AS name, embedding AS v FROM embeddings) AS q LEFT JOIN
                                LATERAL TABLE(VECTOR_SEARCH(TABLE embeddings, DESCRIPTOR(embedding), q.v, 2))
                                ON TRUE WHERE name IN ('c', 'null') AND (id IS NULL OR id <> 'c')
                                """))
                .containsExactlyInAnyOrder("+I[c, b]", "+I[null, null]");
        assertThat(
                        rows(
                                env,
                                """
                                SELECT id, score FROM LATERAL TABLE(VECTOR_SEARCH(TABLE embeddings,
                                DESCRIPTOR(embedding), ARRAY[CAST(6 AS FLOAT), CAST(8 AS FLOAT)], 1))
                                """))
                .containsExactly("+I[c, 0.0]");
    }

    @Test
    void addsEachCheckpointOfAStreamAndASearchSeesIt() throws Exception {
        TableEnvironment env = session(EnvironmentSettings.inStreamingMode());
        create(env, "'search.refresh-interval' = '0 s'");
        env.executeSql(
                """
                CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen', 'number-of-rows' = '500',
                  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '500')
                """);
        insert(
                env,
                """
                INSERT INTO embeddings SELECT CAST(n AS STRING), CAST(NULL AS IMAGE),
                  ARRAY[CAST(COS(n * 0.01) AS FLOAT), CAST(SIN(n * 0.01) AS FLOAT)] FROM numbers
                """);
        assertThat(rows(env, "SELECT DISTINCT id FROM embeddings")).hasSize(500);
        assertThat(
                        rows(
                                env,
                                """
                                SELECT id, score > 0.9999 FROM
                                (SELECT ARRAY[CAST(COS(n * 0.01) AS FLOAT), CAST(SIN(n * 0.01) AS FLOAT)] AS v
                                 FROM numbers WHERE n IN (7, 300)) AS q,
                                LATERAL TABLE(VECTOR_SEARCH(TABLE embeddings, DESCRIPTOR(embedding), q.v, 1))
                                """))
                .containsExactlyInAnyOrder("+I[7, true]", "+I[300, true]");
    }

    @Test
    void saysWhatIsWrongWithAStatement() throws Exception {
        TableEnvironment env = session(EnvironmentSettings.inBatchMode());
        create(env, "'metric' = 'cosine'");
        String row = "INSERT INTO embeddings VALUES ('a', CAST(NULL AS IMAGE), ARRAY[%s])";
        assertThatThrownBy(() -> insert(env, row.formatted("CAST(1 AS FLOAT)")))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining(
                        "A vector of embedding has 1 numbers, and those of the index have 2");
        // What fails leaves nothing behind, and an index that is not there has no rows.
        assertThat(rows(env, "SELECT * FROM embeddings")).isEmpty();

        insert(env, row.formatted("CAST(1 AS FLOAT), CAST(2 AS FLOAT)"));
        env.executeSql("ALTER TABLE embeddings SET ('dimension' = '3')");
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM embeddings"))
                .hasStackTraceContaining("has 'dimension' = 2, and the table declares 3");
        assertThatThrownBy(() -> insert(env, row.formatted("CAST(1 AS FLOAT)")))
                .hasStackTraceContaining("has 'dimension' = 2, and the table declares 3");
        env.executeSql("ALTER TABLE embeddings SET ('dimension' = '0')");
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM embeddings"))
                .hasStackTraceContaining("'dimension' is 0; it is 1 to 16384");
        env.executeSql(
                "CREATE TABLE tensors (t TENSOR('float32', 2)) WITH ('connector' = 'vector-index', 'path' = '/x', 'dimension' = '2')");
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM tensors"))
                .hasStackTraceContaining("A TENSOR becomes one by TENSOR_TO_ARRAY");
    }

    @Test
    void goesOnWithoutARowThatCannotBeInTheIndex() throws Exception {
        TableEnvironment env = session(EnvironmentSettings.inBatchMode());
        env.getConfig().set("multimodal.on-error", "null");
        create(env, "'metric' = 'cosine'");
        insert(
                env,
                """
                INSERT INTO embeddings SELECT id, CAST(NULL AS IMAGE), CAST(TENSOR_TO_ARRAY(TENSOR_FROM_ARRAY(v)) AS ARRAY<FLOAT>)
                FROM (VALUES ('a', ARRAY[0.5, 0.25]), ('zero', ARRAY[0.0, 0.0])) AS t (id, v)
                """);
        assertThat(rows(env, "SELECT id, embedding FROM embeddings"))
                .containsExactly("+I[a, [0.5, 0.25]]");
    }

    /** As a scan does: the index may have been written by others. */
    @Test
    void verifiesTheReferencesThatASearchFinds() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "01 " + "11".repeat(32) + "\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        TableEnvironment env = session(EnvironmentSettings.inBatchMode());
        create(env, "'metric' = 'cosine'");
        String insert =
                "INSERT INTO embeddings SELECT '%s', TO_IMAGE(x'474946383961010001000000003B"
                        + "00".repeat(5000)
                        + "'), ARRAY[CAST(1 AS FLOAT), CAST(%d AS FLOAT)]";
        String search =
                "SELECT id, img.width FROM LATERAL TABLE(VECTOR_SEARCH(TABLE embeddings, DESCRIPTOR(embedding), ARRAY[CAST(1 AS FLOAT), CAST(%d AS FLOAT)], 1))";
        insert(env, insert.formatted("unsigned", 0));
        env.getConfig().set("multimodal.store.signing-keys", keys.toString());
        insert(env, insert.formatted("signed", 1));

        assertThat(rows(env, search.formatted(1))).containsExactly("+I[signed, 1]");
        assertThatThrownBy(() -> rows(env, search.formatted(0)))
                .hasStackTraceContaining("is not signed");
    }

    private void create(TableEnvironment env, String options) {
        env.executeSql(
                """
                CREATE TABLE embeddings (id STRING, img IMAGE, embedding ARRAY<FLOAT>)
                WITH ('connector' = 'vector-index', 'path' = '%s', 'dimension' = '2', %s)
                """
                        .formatted(folder.resolve("index"), options));
    }

    private TableEnvironment session(EnvironmentSettings settings) {
        TableEnvironment env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .withConfiguration(settings.getConfiguration())
                                .withConfiguration(configuration())
                                .build());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        return env;
    }

    private Configuration configuration() {
        return Configuration.fromMap(
                Map.of(
                        "multimodal.stores.default.uri", folder.resolve("store").toUri().toString(),
                        "parallelism.default", "2",
                        "execution.checkpointing.interval", "20 ms"));
    }

    private static void insert(TableEnvironment env, String statement) throws Exception {
        env.executeSql(statement).await();
    }

    private static List<String> rows(TableEnvironment env, String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = env.executeSql(query).collect()) {
            results.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
