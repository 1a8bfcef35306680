// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.types.Image;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Media as keys and values of SQL's stateful operators: in batch, and in streaming with either
 * state backend, Kryo locked out. The results are those of the changelog when it has ended.
 */
class SqlStateITCase {
    private static final Image A = MediaState.image(1);
    private static final Image B = MediaState.image(2);

    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private StreamTableEnvironment env;

    /** The image of a number; none of NULL. */
    public static final class NumberedImage extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(Long number) {
            return number == null ? null : MediaState.image(number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "hashmap"})
    void isTheKeyOfGroups(String mode) throws Exception {
        install(mode);
        assertThat(rows("SELECT img, COUNT(*), SUM(n) FROM posts GROUP BY img"))
                .containsExactlyInAnyOrder(
                        Row.of(A, 3L, 8L), Row.of(B, 2L, 7L), Row.of(null, 1L, 6L));
        assertThat(rows("SELECT DISTINCT img FROM posts"))
                .containsExactlyInAnyOrder(Row.of(A), Row.of(B), Row.of((Object) null));
        assertThat(
                        rows(
                                "SELECT c, COUNT(*) FROM (SELECT img, COUNT(*) AS c FROM posts GROUP BY img) GROUP BY c"))
                .as("rows are taken back when their counts change")
                .containsExactlyInAnyOrder(Row.of(3L, 1L), Row.of(2L, 1L), Row.of(1L, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "rocksdb", "forst"})
    void isTheValueOfAggregates(String mode) throws Exception {
        install(mode);
        // The order of these rows is not defined, so the first and the last are alike.
        assertThat(
                        rows(
                                "SELECT name, FIRST_VALUE(img), LAST_VALUE(img) FROM posts WHERE img = NUMBERED_IMAGE(2) AND n > 2 GROUP BY name"))
                .containsExactly(Row.of("y", B, B));
        assertThat(rows("SELECT name, COLLECT(img) FROM posts WHERE name = 'x' GROUP BY name"))
                .containsExactly(Row.of("x", Map.of(A, 2, B, 1)));
        assertThat(rows("SELECT name, ARRAY_AGG(img) FROM posts WHERE name = 'y' GROUP BY name"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat((Image[]) row.getField(1))
                                        .containsExactlyInAnyOrder(A, B, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "hashmap"})
    void isRankedAndDeduplicated(String mode) throws Exception {
        install(mode);
        assertThat(
                        rows(
                                "SELECT img, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY img ORDER BY n DESC) AS r FROM posts) WHERE r = 1"))
                .containsExactlyInAnyOrder(Row.of(A, 4L), Row.of(B, 5L), Row.of(null, 6L));
        assertThat(
                        rows(
                                "SELECT name, n, img FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY name ORDER BY n) AS r FROM posts) WHERE r <= 2"))
                .containsExactlyInAnyOrder(
                        Row.of("x", 1L, A),
                        Row.of("x", 2L, B),
                        Row.of("y", 4L, A),
                        Row.of("y", 5L, B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "hashmap", "rocksdb"})
    void isTheKeyOfJoins(String mode) throws Exception {
        install(mode);
        String counts = "(SELECT img, COUNT(*) AS c FROM posts GROUP BY img)";
        assertThat(
                        rows(
                                "SELECT p.n, q.c FROM posts AS p JOIN "
                                        + counts
                                        + " AS q ON p.img = q.img"))
                .containsExactlyInAnyOrder(
                        Row.of(1L, 3L),
                        Row.of(2L, 2L),
                        Row.of(3L, 3L),
                        Row.of(4L, 3L),
                        Row.of(5L, 2L));
        assertThat(
                        rows(
                                "SELECT p.n, p.img, q.img FROM posts AS p LEFT JOIN (SELECT * FROM "
                                        + counts
                                        + " WHERE c > 2) AS q ON p.img = q.img WHERE p.name = 'y'"))
                .containsExactlyInAnyOrder(
                        Row.of(4L, A, A), Row.of(5L, B, null), Row.of(6L, null, null));
        assertThat(rows("SELECT n FROM posts WHERE img IN (SELECT img FROM posts WHERE n = 5)"))
                .containsExactlyInAnyOrder(Row.of(2L), Row.of(5L));
        assertThat(
                        rows(
                                "(SELECT img FROM posts WHERE name = 'x') EXCEPT (SELECT img FROM posts WHERE n = 5)"))
                .containsExactly(Row.of(A));
    }

    private void install(String mode) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        boolean batch = mode.equals("batch");
        config.set(
                ExecutionOptions.RUNTIME_MODE,
                batch ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING);
        if (!batch) {
            config.set(StateBackendOptions.STATE_BACKEND, mode);
        }
        StreamExecutionEnvironment streams =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        streams.setParallelism(1);
        env = StreamTableEnvironment.create(streams);
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("NUMBERED_IMAGE", NumberedImage.class);
        env.executeSql(
                "CREATE TEMPORARY VIEW posts AS SELECT n, name, NUMBERED_IMAGE(p) AS img FROM (VALUES (CAST(1 AS BIGINT), 'x', CAST(1 AS BIGINT)), (2, 'x', 2), (3, 'x', 1), (4, 'y', 1), (5, 'y', 2), (6, 'y', CAST(NULL AS BIGINT))) AS v(n, name, p)");
    }

    private List<Row> rows(String query) throws Exception {
        return Changelogs.end(env.executeSql(query));
    }
}
