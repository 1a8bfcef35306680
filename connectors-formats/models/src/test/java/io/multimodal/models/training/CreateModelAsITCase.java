// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code CREATE MODEL … AS SELECT}, with our planner in the place of Flink's. */
class CreateModelAsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    /** Two clusters, around (0, 0) and (10, 10). */
    private static final String POINTS =
            """
            CREATE TEMPORARY VIEW points AS SELECT * FROM (VALUES
              ('a, b', ARRAY[0e0, 0.1e0]), ('a, b', ARRAY[0.1e0, 0e0]), ('a, b', ARRAY[-0.1e0, -0.1e0]),
              ('c', ARRAY[10e0, 10.1e0]), ('c', ARRAY[10.1e0, 10e0]), ('c', ARRAY[9.9e0, 9.9e0])
            ) AS t (label, features)""";

    private static final String KMEANS =
            "WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2', 'card.licence' = 'CC0-1.0') AS SELECT features FROM points";

    @TempDir Path store;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private TableEnvironment env;

    @BeforeEach
    void open() {
        Thread.currentThread().setContextClassLoader(new PlannerJarClasses());
        env = session(true);
    }

    @AfterEach
    void close() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private TableEnvironment session(boolean streaming) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        TableEnvironment session =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        session.getConfig().set("multimodal.stores.default.uri", store.toUri().toString());
        session.getConfig().set("parallelism.default", "2");
        session.executeSql(POINTS);
        return session;
    }

    @Test
    void clustersAndPredictsAtOnceInAStreamingSession() throws Exception {
        Map<Object, Object> report = report("CREATE MODEL piles COMMENT 'two' " + KMEANS);

        assertThat(report)
                .containsEntry("training.rows", "6")
                .containsEntry("training.features", "2")
                .containsEntry("licence", "CC0-1.0");
        List<Row> rows =
                Rows.of(
                        env,
                        "SELECT label, cluster, distance FROM ML_PREDICT(TABLE points, MODEL piles, DESCRIPTOR(features))");
        Map<Object, List<Object>> clusters =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.getField(0),
                                        Collectors.mapping(
                                                row -> row.getField(1), Collectors.toList())));
        assertThat(clusters.get("a, b")).hasSize(3).containsOnly(clusters.get("a, b").get(0));
        assertThat(clusters.get("c")).hasSize(3).doesNotContain(clusters.get("a, b").get(0));
        assertThat(rows)
                .extracting(row -> (double) (float) row.getField(2))
                .allMatch(distance -> distance < 0.2);
        assertThat(Rows.of(env, "DESCRIBE MODEL piles").toString())
                .contains("features, ARRAY<DOUBLE", "cluster, BIGINT", "distance, FLOAT");
        assertThat(Rows.of(env, "SHOW CREATE MODEL piles").toString())
                .contains("'task' = 'tensor'", "'path' = 'inl:1:", "COMMENT 'two'");
        assertThat(env.getConfig().toMap().get("execution.runtime-mode"))
                .as("the session is as it was")
                .isEqualTo("STREAMING");
        assertThat(
                        Rows.of(
                                env,
                                "SELECT `result`['adjusted_rand'] FROM ML_EVALUATE(TABLE points, MODEL piles, DESCRIPTOR(label), DESCRIPTOR(features), 'clustering')"))
                .last()
                .isEqualTo(Row.ofKind(RowKind.UPDATE_AFTER, 1.0));
    }

    @Test
    void theSameRowsMakeTheSameModelInAnyOrder() throws Exception {
        String sampled = KMEANS.replace("'k'", "'sample.max-rows' = '4', 'k'");
        report("CREATE MODEL forward " + sampled);
        report(
                "CREATE MODEL backward "
                        + sampled.replace("points", "points ORDER BY features[1] DESC LIMIT 6"));
        report("CREATE MODEL other " + sampled.replace("'k'", "'seed' = '1', 'k'"));

        assertThat(digest("forward")).isEqualTo(digest("backward")).isNotEqualTo(digest("other"));
    }

    private String digest(String model) throws Exception {
        return Rows.of(env, "SHOW CREATE MODEL " + model)
                .toString()
                .replaceAll("(?s).*'digest' = '([^']*)'.*", "$1");
    }

    @Test
    void tellsClassesApart() throws Exception {
        env = session(false);
        report(
                "CREATE TEMPORARY MODEL classes WITH ('provider' = 'onnx', 'task' = 'logistic-regression') AS SELECT features, label FROM points");

        assertThat(
                        Rows.of(
                                env,
                                "SELECT label, prediction, score FROM ML_PREDICT(TABLE points, MODEL classes, DESCRIPTOR(features))"))
                .hasSize(6)
                .allSatisfy(
                        row -> {
                            assertThat(row.getField(1)).isEqualTo(row.getField(0));
                            assertThat((float) row.getField(2)).isBetween(0.5f, 1f);
                        });
        assertThat(
                        Rows.of(
                                env,
                                "SELECT `result`['accuracy'] FROM ML_EVALUATE(TABLE points, MODEL classes, DESCRIPTOR(label), DESCRIPTOR(features), 'classification')"))
                .containsExactly(Row.of(1.0));
    }

    @Test
    void honoursIfNotExistsBeforeItTrains() throws Exception {
        report("CREATE MODEL piles " + KMEANS);
        String before = Rows.of(env, "SHOW CREATE MODEL piles").toString();

        assertThat(
                        Rows.of(
                                env,
                                "CREATE MODEL IF NOT EXISTS piles WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '100') AS SELECT features FROM points"))
                .containsExactly(Row.of("OK"));
        assertThat(Rows.of(env, "SHOW CREATE MODEL piles").toString()).isEqualTo(before);
        refuses("CREATE MODEL piles " + KMEANS, "There is a model", "piles", "IF NOT EXISTS");
        report("CREATE TEMPORARY MODEL piles " + KMEANS.replace("'2'", "'1'"));
    }

    @Test
    void countsTheRowsThatCannotBeLearnedFromAndCreatesNothing() throws Exception {
        String broken =
                """
                CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS
                SELECT features FROM (VALUES (ARRAY[1e0, 2e0]), (ARRAY[1e0]), (CAST(NULL AS ARRAY<DOUBLE>)),
                (ARRAY[1e0, CAST(NULL AS DOUBLE)]), (ARRAY[1e0, CAST('Infinity' AS DOUBLE)])) AS t (features)""";
        refuses(
                broken,
                "Cannot train the model",
                "of 5 rows, 2 have features that are NULL",
                "1 have features with an element that is not a number",
                "1 in 1 rows, 2 in 2 rows",
                "WHERE");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '7') AS SELECT features FROM points",
                "'k' is 7, and there are 6 rows");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS SELECT features FROM points WHERE label = 'x'",
                "the query gave no rows");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'logistic-regression') AS SELECT features, label FROM points WHERE label = 'c'",
                "all 3 rows have the label 'c'");
        assertThat(Rows.of(env, "SHOW MODELS")).isEmpty();
    }

    @Test
    void storesNothingUnlessAModelIsTrained() throws Exception {
        String wide =
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '%d') AS SELECT ARRAY["
                        + "features[1], ".repeat(500)
                        + "features[2]] AS features FROM points";
        refuses(wide.formatted(7), "'k' is 7");
        assertThat(files()).isEmpty();

        report(wide.formatted(1));

        assertThat(files()).isNotEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void refusesWhatCannotBeLearnedBeforeAJobRuns() {
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmean', 'k' = '2') AS SELECT features FROM points",
                "kmean",
                "logistic-regression");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2', 'kk' = '3') AS SELECT features FROM points",
                "kk",
                "max-iterations");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans') AS SELECT features FROM points",
                "k");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS SELECT * FROM points",
                "one column, the features, not 2");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS SELECT label FROM points",
                "'label'",
                "array of numbers",
                "TENSOR_TO_ARRAY");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS SELECT nothing FROM points",
                "nothing");
        env.executeSql(
                "CREATE TEMPORARY TABLE endless (features ARRAY<DOUBLE>) WITH ('connector' = 'datagen')");
        refuses(
                "CREATE MODEL m WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '2') AS SELECT features FROM endless",
                "the query has no end",
                "endless",
                "scan.bounded.mode");
    }

    private void refuses(String statement, String... words) {
        assertThatThrownBy(() -> env.executeSql(statement))
                .satisfies(e -> assertThat(innermost(e)).contains(words));
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage();
    }

    private Map<Object, Object> report(String statement) throws Exception {
        return Rows.of(env, statement).stream()
                .collect(Collectors.toMap(row -> row.getField(0), row -> row.getField(1)));
    }
}
