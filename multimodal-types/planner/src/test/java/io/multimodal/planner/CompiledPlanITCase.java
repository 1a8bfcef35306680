// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was compiled in one session runs in another, types and checks included. */
class CompiledPlanITCase {
    private static final String INSERT =
            "INSERT INTO images SELECT CAST(ROW(x'01', 'image/png', 5, w, 224, 'RGB') AS IMAGE) FROM widths";

    @TempDir Path folder;

    @Test
    void runsInAnotherSession() throws Exception {
        Path plan = folder.resolve("plan.json");
        session(224).compilePlanSql(INSERT).writeToFile(plan.toFile());

        session(224).loadPlan(PlanReference.fromFile(plan.toFile())).execute().await();

        assertThat(plan).content().contains("io.multimodal.types.Image").contains("ParameterCheck");
    }

    @Test
    void checksValuesInAnotherSessionToo() {
        Path plan = folder.resolve("plan.json");
        session(225).compilePlanSql(INSERT).writeToFile(plan.toFile());
        assertThatThrownBy(
                        () ->
                                session(225)
                                        .loadPlan(PlanReference.fromFile(plan.toFile()))
                                        .execute()
                                        .await())
                .rootCause()
                .hasMessageContainingAll("width", "225", "IMAGE('RGB', 224, 224)");
    }

    private static TableEnvironment session(int width) {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.executeSql(
                "CREATE TABLE widths (w INT) WITH ('connector' = 'datagen', 'number-of-rows' = '1', 'fields.w.min' = '%1$d', 'fields.w.max' = '%1$d')"
                        .formatted(width));
        env.executeSql(
                "CREATE TABLE images (i IMAGE('RGB', 224, 224)) WITH ('connector' = 'blackhole')");
        return env;
    }
}
