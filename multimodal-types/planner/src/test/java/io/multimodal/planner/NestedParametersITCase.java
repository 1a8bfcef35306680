// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Media inside arrays, maps and rows are held to their parameters as those outside are. */
class NestedParametersITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final String SMALL = "IMAGE('RGB', 2, 2)";

    private TableEnvironment env;

    /** An expression of the image img, and its type around the type $. */
    private static final Map<String, String> CONTAINERS =
            new LinkedHashMap<>(
                    Map.of(
                            "ARRAY[img]", "ARRAY<$>",
                            "ARRAY[good, CAST(NULL AS IMAGE), img]", "ARRAY<$>",
                            "MAP['k', img]", "MAP<STRING, $>",
                            "MAP[img, 'k']", "MAP<$, STRING>",
                            "ROW(1, img)", "ROW<n INT, i $>",
                            "ROW(1, ARRAY[img], 'x')", "ROW<n INT, i ARRAY<$>, s STRING>",
                            "ARRAY[ROW(img, 1)]", "ARRAY<ROW<i $, n INT>>",
                            "MAP['k', ARRAY[ARRAY[img]]]", "MAP<STRING, ARRAY<ARRAY<$>>>"));

    static Stream<Arguments> containers() {
        return CONTAINERS.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @BeforeEach
    void install() {
        env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
        env.executeSql(
                "CREATE TEMPORARY VIEW images AS SELECT w, CAST(ROW(x'01', 'image/png', 5, w, 2, 'RGB') AS IMAGE) AS img, CAST(ROW(x'02', 'image/png', 5, 2, 2, 'RGB') AS IMAGE) AS good FROM (VALUES (2), (3)) AS v(w)");
        List<String> columns = new ArrayList<>();
        CONTAINERS.forEach(
                (value, type) ->
                        columns.add(
                                "CAST(%s AS %s) AS c%d"
                                        .formatted(
                                                value,
                                                type.replace("$", "IMAGE"),
                                                columns.size())));
        env.executeSql(
                "CREATE TEMPORARY VIEW loose AS SELECT w, %s FROM images"
                        .formatted(String.join(", ", columns)));
    }

    @Test
    void areCheckedWhenTheyAreCast() throws Exception {
        String tried =
                ofEach((value, type) -> "TRY_CAST(%s AS %s) IS NULL".formatted(value, small(type)));
        int columns = CONTAINERS.size();
        assertThat(Rows.of(env, "SELECT w, " + tried + " FROM loose"))
                .containsExactlyInAnyOrder(row(2, columns, false), row(3, columns, true));
        assertThatThrownBy(
                        () ->
                                Rows.of(
                                        env,
                                        "SELECT CAST(MAP['k', img] AS MAP<STRING, %s>) FROM images"
                                                .formatted(SMALL)))
                .rootCause()
                .hasMessageContainingAll("width", "is 3", SMALL);
    }

    @Test
    void areCheckedWhenTheyAreWritten() {
        env.executeSql(
                "CREATE TABLE sink (%s) WITH ('connector' = 'blackhole')"
                        .formatted(ofEach((value, type) -> value + " " + small(type))));
        String insert =
                "INSERT INTO sink SELECT %s FROM loose WHERE w = "
                        .formatted(ofEach((value, type) -> value));
        assertThatCode(() -> env.executeSql(insert + 2).await()).doesNotThrowAnyException();
        assertThatThrownBy(() -> env.executeSql(insert + 3).await())
                .rootCause()
                .hasMessageContainingAll("width", "is 3", SMALL);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void areCheckedEachBeforeTheSink(String value, String type) {
        env.executeSql(
                "CREATE TABLE sink (c %s) WITH ('connector' = 'blackhole')".formatted(small(type)));
        assertThat(
                        env.explainSql(
                                "INSERT INTO sink SELECT CAST(%s AS %s) FROM images"
                                        .formatted(value, type.replace("$", "IMAGE"))))
                .contains("ParameterCheck");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void areRefusedAtPlanningWhereTheyCanNeverFit(String value, String type) {
        String other = type.replace("$", "IMAGE('L')");
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "SELECT CAST(x AS %2$s) FROM (SELECT CAST(NULL AS %1$s) AS x)"
                                                .formatted(other, type.replace("$", SMALL))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("IMAGE('L')", SMALL, "mode");
    }

    @Test
    void meetInsideOfContainers() throws Exception {
        env.executeSql(
                "CREATE TEMPORARY VIEW mixed AS SELECT IF(w = 2, CAST(ARRAY[good] AS ARRAY<%s>), ARRAY[img]) AS a FROM images"
                        .formatted(SMALL));
        assertThat(Rows.of(env, "SELECT CARDINALITY(a), a[1].width FROM mixed"))
                .containsExactlyInAnyOrder(Row.of(1, 2), Row.of(1, 3));
    }

    private static String small(String type) {
        return type.replace("$", SMALL);
    }

    /** A list of something about each column of the view, which are named c0, c1 and so on. */
    private static String ofEach(BinaryOperator<String> text) {
        List<String> texts = new ArrayList<>();
        CONTAINERS.forEach((value, type) -> texts.add(text.apply("c" + texts.size(), type)));
        return String.join(", ", texts);
    }

    private static Row row(int width, int columns, boolean value) {
        Row row = new Row(columns + 1);
        row.setField(0, width);
        for (int i = 1; i <= columns; i++) {
            row.setField(i, value);
        }
        return row;
    }
}
