// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;

/** The statements of the page about AI functions can be planned. */
class AiFunctionsPageTest {
    @Test
    void plans() throws Exception {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.executeSql("CREATE TABLE notes (id INT, txt STRING) WITH ('connector' = 'datagen')");
        env.executeSql("CREATE TABLE letters (id INT, txt STRING) WITH ('connector' = 'datagen')");
        env.executeSql(
                "CREATE MODEL embedding INPUT (txt STRING) OUTPUT (v ARRAY<FLOAT>) WITH ('provider' = 'multimodal-openai', 'model' = 'm', 'endpoint' = 'http://gpu:8000/v1/embeddings')");
        SqlPage page = SqlPage.read("ai-functions.md");
        List<String> queries = new ArrayList<>();
        for (String heading : page.sections()) {
            for (String statement : page.statements(heading)) {
                if (statement.startsWith("SELECT")) {
                    queries.add(env.explainSql(statement));
                } else {
                    env.executeSql(statement);
                }
            }
        }
        assertThat(queries).hasSize(2);
        assertThat(queries.get(1))
                .contains("reader['complaint', 'praise']")
                .contains("reader(name STRING, total DECIMAL(10, 2), items ARRAY<STRING>)");
    }
}
