// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.planner.MultimodalSql;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of servers in SQL: the statement, its errors, and a job. */
class RemoteModelsITCase {
    @TempDir private Path store;
    private TableEnvironment env;

    @BeforeEach
    void environment() {
        env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("IMAGE_OF", ImageOf.class);
        env.getConfig().set("multimodal.stores.default.uri", store.toUri().toString());
        env.getConfig().set("parallelism.default", "1");
    }

    private void create(String input, String output, String options) {
        env.executeSql(
                "CREATE MODEL m INPUT (%s) OUTPUT (%s) WITH ('provider' = 'multimodal-openai', 'model' = 'tiny', %s)"
                        .formatted(input, output, options));
    }

    @Test
    void aJobAsksAServerForColumnsAboutImages() throws Exception {
        String hex =
                HexFormat.of()
                        .formatHex(
                                new ModelJob(store, false)
                                        .put(
                                                ModelJob.png(
                                                        new BufferedImage(
                                                                4, 4, BufferedImage.TYPE_INT_RGB)))
                                        .toBytes());
        try (ScriptedServer server =
                new ScriptedServer(
                        request ->
                                Reply.of(
                                        200,
                                        "{\"choices\": [{\"message\": {\"content\": \"{\\\"kind\\\": \\\"black\\\", \\\"people\\\": 0}\"}}]}"))) {
            create(
                    "img IMAGE, question STRING",
                    "kind STRING, people INT",
                    "'api-key' = 'sk-secret-1', 'endpoint' = '"
                            + server.url("/v1/chat/completions")
                            + "'");
            env.executeSql(
                    "CREATE VIEW t AS SELECT id, IMAGE_OF(r) AS img, q FROM (VALUES (1, x'%s', 'what?'), (2, CAST(NULL AS BYTES), 'who?')) AS v (id, r, q)"
                            .formatted(hex));
            String sql =
                    "SELECT id, kind, people FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(img, q))";
            assertThat(env.explainSql(sql)).doesNotContain("sk-secret-1");
            List<Row> rows = new ArrayList<>();
            try (CloseableIterator<Row> results = env.executeSql(sql).collect()) {
                results.forEachRemaining(rows::add);
            }
            assertThat(rows)
                    .containsExactlyInAnyOrder(Row.of(1, "black", 0), Row.of(2, null, null));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).text()).contains("\"text\":\"what?\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            q STRING | a STRING | 'endpoint' = 'http://h/v1'    | does not end with /chat/completions
            q STRING | a STRING | 'endpoint' = 'h:80/x'         | is the URL of a server
            q STRING | a STRING | 'endpoint' = 'http://u:pw@h/embeddings' | no name or password in it
            q STRING | a STRING | 'endpoint' = 'http://h/embeddings' | give one column ARRAY<FLOAT>, but the model m is declared with INPUT (q STRING) and OUTPUT (a STRING)
            q STRING | a STRING | 'endpoint' = 'http://h/audio/transcriptions' | takes one column AUDIO
            q INT    | a STRING | 'endpoint' = 'http://h/chat/completions' | takes columns IMAGE, AUDIO and STRING
            q STRING | a BYTES  | 'endpoint' = 'http://h/chat/completions' | The output column a is BYTES
            q STRING | a INT    | 'endpoint' = 'http://h/chat/completions', 'response-format' = 'text' | leave the option out for several columns
            q STRING | a STRING | 'endpoint' = 'http://h/chat/completions', 'max-requests' = '0' | The option 'max-requests' is at least 1, not 0
            q STRING | a STRING | 'endpoint' = 'http://h/chat/completions', 'temprature' = '0' | temprature
            """)
    void aStatementThatCannotWorkIsRefusedWhenItIsPlanned(
            String input, String output, String options, String message) {
        create(input, output, options);
        env.executeSql("CREATE VIEW t AS SELECT CAST(NULL AS " + input.substring(2) + ") AS q");
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "SELECT * FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(q))"))
                .rootCause()
                .hasMessageContaining(message);
    }
}
