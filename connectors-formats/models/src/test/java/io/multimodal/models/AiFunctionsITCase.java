// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AI functions over a server that speaks OpenAI's protocol. */
class AiFunctionsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private Path store;

    private ProtocolServer server;
    private TableEnvironment env;

    @BeforeEach
    void open() throws Exception {
        server = new ProtocolServer();
        env = session(false);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TableEnvironment session(boolean streaming) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        TableEnvironment session =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        MultimodalSql.install(session);
        session.createTemporarySystemFunction("IMAGE_OF", ImageOf.class);
        session.getConfig().set("multimodal.stores.default.uri", store.toUri().toString());
        session.getConfig().set("parallelism.default", "1");
        session.executeSql(
                "CREATE VIEW notes AS SELECT * FROM (VALUES (1, 'name: Ada total: 12.5 a cat'), (2, 'name: Bo a dog'), (3, CAST(NULL AS STRING))) AS t (id, txt)");
        create(session, "m", "txt STRING", "answer STRING", "/chat/completions");
        create(session, "other", "txt STRING", "answer STRING", "/chat/completions");
        return session;
    }

    private void create(
            TableEnvironment session, String name, String input, String output, String path) {
        session.executeSql(
                "CREATE MODEL %s INPUT (%s) OUTPUT (%s) WITH ('provider' = 'multimodal-openai', 'model' = 'tiny', 'endpoint' = '%s')"
                        .formatted(name, input, output, server.url(path)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void classifiesByTheLabelsOfEachCall(boolean streaming) throws Exception {
        env = session(streaming);
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id, AI_CLASSIFY(MODEL => MODEL m, INPUT => txt, LABELS => ARRAY['cat', 'dog']), AI_CLASSIFY(MODEL m, txt, ARRAY['Ada', 'somebody; else', 'it''s']), AI_CLASSIFY(MODEL m, txt) FROM notes"))
                .containsExactlyInAnyOrder(
                        Row.of(1, "cat", "Ada", "echo of name: Ada total: 12.5 a cat"),
                        Row.of(2, "dog", "it's", "echo of name: Bo a dog"),
                        Row.of(3, null, null, null));
        // Two rows with a text, three models; equal calls would be one.
        assertThat(server.bodies()).hasSize(6);
        assertThat(server.bodies())
                .anySatisfy(
                        body ->
                                assertThat(body)
                                        .contains(
                                                "\"answer\":{\"type\":\"string\",\"enum\":[\"Ada\",\"somebody; else\",\"it's\"]}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void extractsColumns(boolean streaming) throws Exception {
        env = session(streaming);
        env.executeSql(
                "CREATE VIEW v AS SELECT id, AI_EXTRACT(MODEL m, INPUT => txt, SCHEMA => 'name STRING, total DECIMAL(10, 2)') AS x FROM notes");
        assertThat(Rows.of(env, "SELECT id, x.name, x.total, x IS NULL FROM v"))
                .containsExactlyInAnyOrder(
                        Row.of(1, "Ada", new BigDecimal("12.50"), false),
                        Row.of(2, "Bo", null, false),
                        Row.of(3, null, null, true));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id FROM notes WHERE AI_EXTRACT(MODEL m, txt, 'total DOUBLE').total > 3"))
                .containsExactly(Row.of(1));
    }

    @Test
    void groupsByTwoModelsOfWhichOneIsInAnotherCatalog() throws Exception {
        env.executeSql(
                "CREATE CATALOG shelf WITH ('type' = 'generic_in_memory', 'default-database' = 'db')");
        create(env, "shelf.db.labeller", "txt STRING", "answer STRING", "/chat/completions");
        String kind = "AI_CLASSIFY(MODEL shelf.db.labeller, txt, ARRAY['cat', 'dog'])";
        String who = "AI_CLASSIFY(MODEL m, txt, ARRAY['Ada', 'Bo'])";
        assertThat(
                        Rows.of(
                                env,
                                "SELECT %1$s, %2$s, COUNT(*) FROM notes GROUP BY %1$s, %2$s"
                                        .formatted(kind, who)))
                .containsExactlyInAnyOrder(
                        Row.of("cat", "Ada", 1L), Row.of("dog", "Bo", 1L), Row.of(null, null, 1L));
        assertThat(server.bodies()).hasSize(4);
    }

    @Test
    void takesMediaAndNullsInAnInsert() throws Exception {
        ModelJob job = new ModelJob(store, false);
        String image =
                HexFormat.of()
                        .formatHex(
                                job.put(
                                                ModelJob.png(
                                                        new BufferedImage(
                                                                4, 4, BufferedImage.TYPE_INT_RGB)))
                                        .toBytes());
        String audio = HexFormat.of().formatHex(job.put(wav()).toBytes());
        create(env, "seen", "img IMAGE", "answer STRING", "/chat/completions");
        create(env, "heard", "snd AUDIO", "answer STRING", "/audio/transcriptions");
        create(env, "vector", "txt STRING", "v ARRAY<FLOAT>", "/embeddings");
        env.executeSql(
                "CREATE VIEW media AS SELECT id, IMAGE_OF(i) AS img, CASE WHEN a IS NULL THEN CAST(NULL AS AUDIO) ELSE CAST(ROW(a, 'audio/wav', CAST(NULL AS BIGINT), 8000, 1, 0.1e0, 'pcm') AS AUDIO) END AS snd FROM (VALUES (1, x'%s', x'%s'), (2, CAST(NULL AS BYTES), CAST(NULL AS BYTES))) AS t (id, i, a)"
                        .formatted(image, audio));
        String query =
                "SELECT id, AI_CLASSIFY(MODEL seen, img, ARRAY['PNG', 'JPEG']), AI_TRANSCRIBE(MODEL heard, snd), AI_EMBED(MODEL vector, AI_COMPLETE(MODEL m, AI_TRANSCRIBE(MODEL heard, snd))) FROM media";
        assertThat(Rows.of(env, query))
                .containsExactlyInAnyOrder(
                        Row.of(1, "PNG", "hello", new Float[] {13f, 0.5f}),
                        Row.of(2, null, null, null));
        assertThat(server.bodies()).hasSize(4);
        env.executeSql(
                "CREATE TABLE told (id INT, kind STRING, said STRING, v ARRAY<FLOAT>) WITH ('connector' = 'blackhole')");
        env.executeSql("INSERT INTO told " + query).await();
        assertThat(server.bodies()).hasSize(8);
    }

    /** A tenth of a second of silence. */
    private static byte[] wav() {
        byte[] wav = new byte[44 + 1600];
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(wav.length - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(1600);
        return wav;
    }

    @Test
    void aCompiledPlanKeepsWhatTheModelIsTold() throws Exception {
        env = session(true);
        env.executeSql(
                "CREATE TABLE told (id INT, kind STRING, x ROW<total DOUBLE>) WITH ('connector' = 'blackhole')");
        String plan =
                env.compilePlanSql(
                                "INSERT INTO told SELECT id, AI_CLASSIFY(MODEL m, txt, ARRAY['cat', 'dog']), AI_EXTRACT(MODEL m, txt, 'total DOUBLE') FROM notes")
                        .asJsonString();
        TableEnvironment restored = session(true);
        restored.executeSql(
                "CREATE TABLE told (id INT, kind STRING, x ROW<total DOUBLE>) WITH ('connector' = 'blackhole')");
        restored.loadPlan(PlanReference.fromJsonString(plan)).execute().await();
        assertThat(server.bodies())
                .hasSize(4)
                .filteredOn(body -> body.contains("\"enum\":[\"cat\",\"dog\"]"))
                .hasSize(2);

        restored.getConfig().set("table.plan.restore.catalog-objects", "IDENTIFIER");
        assertThatThrownBy(() -> restored.loadPlan(PlanReference.fromJsonString(plan)).execute())
                .hasStackTraceContaining("m['cat', 'dog']")
                .hasStackTraceContaining("table.plan.restore.catalog-objects");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AI_CLASSIFY(MODEL onnx, txt, ARRAY['a', 'b']) | AI_CLASSIFY gives the model default_catalog.default_database.onnx LABELS, but its provider 'onnx' runs models whose outputs are fixed; leave LABELS out for its own labels",
                "AI_EXTRACT(MODEL onnx, txt, 'a INT') | AI_EXTRACT gives the model default_catalog.default_database.onnx SCHEMA, but its provider 'onnx' runs models whose outputs are fixed",
                "AI_CLASSIFY(MODEL m, txt, ARRAY['a', 'a']) | AI_CLASSIFY takes as its LABELS an ARRAY of at least two different texts, such as ARRAY['cat', 'dog'], not ARRAY['a', 'a']",
                "AI_CLASSIFY(MODEL m, txt, ARRAY[txt, 'a']) | AI_CLASSIFY takes as its LABELS an ARRAY of at least two different texts",
                "AI_CLASSIFY(MODEL m, txt, LABELS => 'a') | AI_CLASSIFY takes as its LABELS an ARRAY of at least two different texts",
                "AI_CLASSIFY(MODEL number, txt, ARRAY['a', 'b']) | AI_CLASSIFY takes a model whose first output is STRING if it has LABELS, but that of the model default_catalog.default_database.number is n INT",
                "AI_CLASSIFY(MODEL vector, txt, ARRAY['a', 'b']) | AI_CLASSIFY takes a model whose first output is STRING if it has LABELS",
                "AI_EXTRACT(MODEL m, txt, 'total NUMBER') | AI_EXTRACT takes as its SCHEMA a text with columns as in CREATE TABLE",
                "AI_EXTRACT(MODEL m, txt, 'total BYTES') | is BYTES, which no answer in JSON can be",
                "AI_EXTRACT(MODEL m, txt, txt) | AI_EXTRACT takes as its SCHEMA a text with columns as in CREATE TABLE",
                "AI_EXTRACT(MODEL vector, txt, 'a INT') | give one column ARRAY<FLOAT>",
                "AI_EXTRACT(MODEL m, txt) | AI_EXTRACT has 2 arguments; write AI_EXTRACT(MODEL => MODEL m, INPUT => …, SCHEMA => …)",
                "AI_EXTRACT(txt, txt, 'a INT') | AI_EXTRACT takes a model as its first argument, not",
            })
    void refuses(String call, String message) {
        create(env, "number", "txt STRING", "n INT", "/chat/completions");
        create(env, "vector", "txt STRING", "v ARRAY<FLOAT>", "/embeddings");
        env.executeSql(
                "CREATE MODEL onnx INPUT (txt STRING) OUTPUT (label STRING) WITH ('provider' = 'onnx', 'task' = 'classification', 'path' = '/x.onnx')");
        assertThatThrownBy(() -> env.explainSql("SELECT " + call + " FROM notes"))
                .hasRootCauseInstanceOf(ValidationException.class)
                .rootCause()
                .hasMessageContaining(message);
    }
}
