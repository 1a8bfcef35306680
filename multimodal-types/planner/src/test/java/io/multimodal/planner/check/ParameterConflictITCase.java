// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never fit is refused when the statement is planned, what may is checked. */
class ParameterConflictITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final String CHW = "CAST(NULL AS TENSOR('float32', 3, 224, 224))";

    private static TableEnvironment environment(boolean streaming) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        TableEnvironment env =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        MultimodalSql.install(env);
        return env;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesATensorOfAnotherShapeForAColumnAndNamesBoth(boolean streaming) {
        TableEnvironment env = environment(streaming);
        env.executeSql(
                "CREATE TABLE t (n INT, v TENSOR('float32', 3, 10)) WITH ('connector' = 'blackhole')");
        assertThatThrownBy(() -> env.explainSql("INSERT INTO t SELECT 1, " + CHW))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(
                        "TENSOR('float32', 3, 224, 224)", "TENSOR('float32', 3, 10)", "shape");
    }

    @Test
    void refusesACastAndAnElementThatCanNeverFit() {
        TableEnvironment env = environment(true);
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "SELECT CAST(x AS TENSOR('uint8', 3, 224, 224)) FROM (SELECT "
                                                + CHW
                                                + " AS x)"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("float32", "uint8", "dtype");
        env.executeSql(
                "CREATE TABLE a (v ARRAY<IMAGE('L')>, r ROW<n INT, i AUDIO(8000)>) WITH ('connector' = 'blackhole')");
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "INSERT INTO a SELECT CAST(NULL AS ARRAY<IMAGE('RGB')>), CAST(NULL AS ROW<n INT, i AUDIO>)"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("IMAGE('RGB')", "IMAGE('L')");
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "INSERT INTO a SELECT CAST(NULL AS ARRAY<IMAGE>), CAST(NULL AS ROW<n INT, i AUDIO(16000)>)"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("AUDIO(16000)", "AUDIO(8000)");
    }

    @Test
    void letsPassWhatMayFit() {
        TableEnvironment env = environment(true);
        env.executeSql(
                "CREATE TABLE t (a TENSOR, b TENSOR('float32'), c TENSOR('float32', -1, 224, -1), d TENSOR('float32', 3, 224, 224)) WITH ('connector' = 'blackhole')");
        assertThatCode(
                        () ->
                                env.explainSql(
                                        "INSERT INTO t SELECT x, x, x, x FROM (SELECT "
                                                + CHW
                                                + " AS x)"))
                .doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                env.explainSql(
                                        "INSERT INTO t SELECT x, x, x, x FROM (SELECT CAST(NULL AS TENSOR) AS x)"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checksValuesWhereTheTypeLeavesThemOpen(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        env.executeSql(
                "CREATE TEMPORARY VIEW tensors AS SELECT n, CAST(ROW(x'01', 'float32', ARRAY[CAST(3 AS BIGINT), n]) AS TENSOR) AS t FROM (VALUES (CAST(5 AS BIGINT)), (6)) AS v(n)");
        assertThat(Rows.of(env, "SELECT CAST(t AS TENSOR('float32', 3, -1)).shape[2] FROM tensors"))
                .containsExactlyInAnyOrder(Row.of(5L), Row.of(6L));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT n, TRY_CAST(t AS TENSOR('float32', 3, 5)) IS NULL FROM tensors"))
                .containsExactlyInAnyOrder(Row.of(5L, false), Row.of(6L, true));
        assertThatThrownBy(
                        () ->
                                Rows.of(
                                        env,
                                        "SELECT CAST(t AS TENSOR('float32', 3, 5)) FROM tensors"))
                .rootCause()
                .hasMessageContainingAll("3,6", "TENSOR('float32', 3, 5)");
    }

    @Test
    void checksWhatIsWrittenToADeclaredColumn() {
        TableEnvironment env = environment(false);
        env.executeSql(
                "CREATE TABLE sink (i IMAGE('RGB', 224, 224)) WITH ('connector' = 'blackhole')");
        String insert =
                "INSERT INTO sink SELECT CAST(ROW(x'01', 'image/png', 5, w, 224, 'RGB') AS IMAGE) FROM (VALUES (%s)) AS v(w)";
        assertThatCode(() -> env.executeSql(insert.formatted("224")).await())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> env.executeSql(insert.formatted("225")).await())
                .rootCause()
                .hasMessageContainingAll("width", "225", "IMAGE('RGB', 224, 224)");
    }
}
