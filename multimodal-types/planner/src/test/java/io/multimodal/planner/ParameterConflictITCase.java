// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never fit is refused when the statement is planned. */
class ParameterConflictITCase {
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
}
