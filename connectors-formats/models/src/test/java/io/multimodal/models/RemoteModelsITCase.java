// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.models.service.ModelService;
import io.multimodal.models.service.ServiceLimits;
import io.multimodal.models.service.ServiceModel;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.Payload;
import io.multimodal.types.ImageType;
import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
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
    void aModelServiceTakesReferencesAndOneThatIsGoneIsNotMissed() throws Exception {
        ColumnModels models = new ColumnModels();
        env.getConfig().set("multimodal.stores.default.uri", models.store());
        BufferedImage black = new BufferedImage(90, 80, BufferedImage.TYPE_INT_RGB);
        String hex =
                HexFormat.of().formatHex(models.put(Payload.of(ModelJob.png(black))).toBytes());
        List<ModelColumn> inputs =
                List.of(
                        new ModelColumn("x", ImageType.TYPE.logicalType()),
                        new ModelColumn("k", DataTypes.INT().getLogicalType()));
        List<ModelColumn> outputs =
                List.of(new ModelColumn("y", DataTypes.ARRAY(DataTypes.FLOAT()).getLogicalType()));
        ServiceModel served =
                new ServiceModel(
                        "mean",
                        models.plan(
                                "tensor",
                                "image_and_number",
                                inputs,
                                outputs,
                                "input.mean",
                                "-1,-1,-1",
                                "input.std",
                                "1,1,1"),
                        new ModelColumns(inputs, outputs));
        try (ModelService service =
                ModelService.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        ApiKey.of("a key of a service"),
                        ServiceLimits.DEFAULT)) {
            service.serve(List.of(served));
            String place = "http://127.0.0.1:" + service.address().getPort();
            env.executeSql(
                    "CREATE VIEW t AS SELECT id, IMAGE_OF(r) AS img, k FROM (VALUES (1, x'%s', 3), (2, CAST(NULL AS BYTES), 4)) AS v (id, r, k)"
                            .formatted(hex));
            String sql =
                    "SELECT id, y FROM ML_PREDICT(TABLE t, MODEL %s, DESCRIPTOR(img, k)) ORDER BY id";
            serviceModel("m", "img IMAGE, k INT", "y ARRAY<FLOAT>", "http://127.0.0.1:1;" + place);
            List<Row> rows = new ArrayList<>();
            try (CloseableIterator<Row> results = env.executeSql(sql.formatted("m")).collect()) {
                results.forEachRemaining(rows::add);
            }
            assertThat(rows).containsExactly(Row.of(1, new Float[] {3f, 3f, 3f}), Row.of(2, null));

            serviceModel("n", "img IMAGE, k INT", "y ARRAY<DOUBLE>", place);
            assertThatThrownBy(() -> env.explainSql(sql.formatted("n")))
                    .rootCause()
                    .hasMessageContaining(
                            "has the model mean with OUTPUT (ARRAY<FLOAT>), but it is declared with OUTPUT (ARRAY<DOUBLE>)");
        }
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(200, "{\"platform\": \"onnx\"}"))) {
            serviceModel("o", "img IMAGE, k INT", "y ARRAY<FLOAT>", server.uri().toString());
            assertThatThrownBy(
                            () ->
                                    env.explainSql(
                                            "SELECT * FROM ML_PREDICT(TABLE t, MODEL o, DESCRIPTOR(img, k))"))
                    .rootCause()
                    .hasMessageContaining("takes tensors and no rows: set 'task'");
        }
    }

    private void serviceModel(String name, String input, String output, String endpoint) {
        env.executeSql(
                "CREATE MODEL %s INPUT (%s) OUTPUT (%s) WITH ('provider' = 'kserve', 'model' = 'mean', 'api-key' = 'a key of a service', 'endpoint' = '%s')"
                        .formatted(name, input, output, endpoint));
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
