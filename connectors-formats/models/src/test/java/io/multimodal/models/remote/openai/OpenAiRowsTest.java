// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.models.remote.ScriptedServer.Request;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.AudioType;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows through a server, without Flink: what is sent, what comes back, what goes wrong. */
@Timeout(60)
class OpenAiRowsTest {
    private static final String SECRET = "sk-test-0123456789";
    private static final LogicalType STRING = DataTypes.STRING().getLogicalType();
    private static final Columns TEXT = new Columns(List.of("answer"), List.of(STRING));
    private static final Columns TEXT_IN = new Columns(List.of("question"), List.of(STRING));
    private static final Columns IMAGE_IN =
            new Columns(List.of("img"), List.of(ImageType.TYPE.logicalType()));

    @TempDir private Path store;

    private static Reply chat(String content, String reason) {
        return Reply.of(
                200,
                Json.MAPPER
                        .createObjectNode()
                        .set(
                                "choices",
                                Json.MAPPER
                                        .createArrayNode()
                                        .add(
                                                Json.MAPPER
                                                        .createObjectNode()
                                                        .put("finish_reason", reason)
                                                        .set(
                                                                "message",
                                                                Json.MAPPER
                                                                        .createObjectNode()
                                                                        .put("content", content))))
                        .toString());
    }

    private OpenAiModel model(String endpoint, Columns in, Columns out, String... options) {
        Map<String, String> all = new HashMap<>(Map.of("endpoint", endpoint, "model", "tiny"));
        Map<String, String> session =
                new HashMap<>(Map.of("multimodal.stores.default.uri", store.toUri().toString()));
        for (int i = 0; i < options.length; i += 2) {
            (options[i].startsWith("multimodal.") ? session : all).put(options[i], options[i + 1]);
        }
        return new OpenAiModel(
                "m",
                "",
                MultimodalOptions.resolve(Configuration.fromMap(session)),
                Configuration.fromMap(all),
                "",
                in,
                out);
    }

    private static RowData infer(OpenAiModel model, RowData row) throws Exception {
        try (RowInference rows = RowInference.open(model, new UnregisteredMetricsGroup())) {
            return rows.infer(row).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private ObjectRef put(byte[] file) throws Exception {
        try (StoreRuntime open = StoreRuntime.acquire(StoreConfig.of(store.toUri().toString()))) {
            return open.put(Payload.of(file));
        }
    }

    private static byte[] image(String format) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), format, file);
        return file.toByteArray();
    }

    private static RowData medium(MultimodalType<?> type, ObjectRef reference) {
        GenericRowData value = new GenericRowData(type.attributes().size());
        value.setField(0, reference.toBytes());
        return GenericRowData.of(value);
    }

    private static RowData text(String text) {
        return GenericRowData.of(StringData.fromString(text));
    }

    @Test
    void anImageBecomesARowOfColumns() throws Exception {
        byte[] png = image("png");
        LogicalType boxes =
                DataTypes.ARRAY(
                                DataTypes.ROW(
                                        DataTypes.FIELD("x", DataTypes.INT()),
                                        DataTypes.FIELD("score", DataTypes.FLOAT())))
                        .getLogicalType();
        Columns out =
                new Columns(
                        List.of("caption", "people", "boxes", "price"),
                        List.of(
                                STRING,
                                DataTypes.INT().notNull().getLogicalType(),
                                boxes,
                                DataTypes.DECIMAL(6, 2).getLogicalType()));
        try (ScriptedServer server =
                new ScriptedServer(
                        request ->
                                chat(
                                        "{\"caption\": \"zwei Hüte\", \"people\": 2, \"boxes\": [{\"x\": 7, \"score\": 0.5}], \"price\": null}",
                                        "stop"))) {
            OpenAiModel model =
                    model(
                            server.url("/v1/chat/completions"),
                            IMAGE_IN,
                            out,
                            "prompt",
                            "What is it?",
                            "temperature",
                            "0.5",
                            "api-key",
                            SECRET);
            RowData row = infer(model, medium(ImageType.TYPE, put(png)));
            assertThat(row.getString(0)).hasToString("zwei Hüte");
            assertThat(row.getInt(1)).isEqualTo(2);
            assertThat(row.getArray(2).getRow(0, 2).getFloat(1)).isEqualTo(0.5f);
            assertThat(row.isNullAt(3)).isTrue();
            Request request = server.requests().get(0);
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + SECRET);
            JsonNode json = Json.MAPPER.readTree(request.body());
            assertThat(json.path("model").asText()).isEqualTo("tiny");
            assertThat(json.path("temperature").doubleValue()).isEqualTo(0.5);
            JsonNode content = json.at("/messages/1/content");
            assertThat(content.at("/0/text").asText()).isEqualTo("What is it?");
            String url = content.at("/1/image_url/url").asText();
            assertThat(url).startsWith("data:image/png;base64,");
            assertThat(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)))
                    .isEqualTo(png);
            assertThat(json.at("/messages/0/content").asText())
                    .contains("\"people\":{\"type\":\"integer\"}");
            assertThat(json.path("response_format").toString())
                    .isEqualTo(
                            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"row\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{"
                                    + "\"caption\":{\"type\":[\"string\",\"null\"]},"
                                    + "\"people\":{\"type\":\"integer\"},"
                                    + "\"boxes\":{\"type\":[\"array\",\"null\"],\"items\":{\"type\":[\"object\",\"null\"],\"properties\":{\"x\":{\"type\":[\"integer\",\"null\"]},\"score\":{\"type\":[\"number\",\"null\"]}},\"required\":[\"x\",\"score\"],\"additionalProperties\":false}},"
                                    + "\"price\":{\"type\":[\"number\",\"null\"]}},"
                                    + "\"required\":[\"caption\",\"people\",\"boxes\",\"price\"],\"additionalProperties\":false}}}");
        }
    }

    @Test
    void anImageThatServersDoNotReadIsEncodedAnewAndALargeOneIsMadeSmaller() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> chat("a", "stop"))) {
            String url = server.url("/v1/chat/completions");
            RowData bmp = medium(ImageType.TYPE, put(image("bmp")));
            infer(model(url, IMAGE_IN, TEXT), bmp);
            infer(model(url, IMAGE_IN, TEXT, "image-max-side", "4"), bmp);
            assertThat(server.requests().get(0).text()).contains("data:image/png;base64,iVBOR");
            String small = server.requests().get(1).text();
            int from = small.indexOf("base64,") + "base64,".length();
            byte[] jpeg =
                    Base64.getDecoder().decode(small.substring(from, small.indexOf('"', from)));
            assertThat(ImageIO.read(new java.io.ByteArrayInputStream(jpeg)).getWidth())
                    .isEqualTo(4);
            assertThatThrownBy(
                            () -> infer(model(url, IMAGE_IN, TEXT, "max-media-bytes", "50 b"), bmp))
                    .hasMessageContaining("'max-media-bytes' allows 50");
            GenericRowData stored = new GenericRowData(ImageType.TYPE.attributes().size());
            byte[] noise = new byte[200_000];
            System.arraycopy(image("png"), 0, noise, 0, 40);
            stored.setField(0, put(noise).toBytes());
            stored.setField(1, StringData.fromString("image/png"));
            assertThatThrownBy(
                            () ->
                                    infer(
                                            model(url, IMAGE_IN, TEXT, "media-transfer", "url"),
                                            GenericRowData.of(stored)))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("URL");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void textBecomesAnEmbeddingOfTheRightLength() throws Exception {
        Columns vector =
                new Columns(
                        List.of("v"), List.of(DataTypes.ARRAY(DataTypes.FLOAT()).getLogicalType()));
        try (ScriptedServer server =
                new ScriptedServer(
                        request ->
                                Reply.of(
                                        200,
                                        "{\"data\": [{\"embedding\": [0.25, -1, 3e-3]}], \"usage\": {\"prompt_tokens\": 3}}"))) {
            String url = server.url("/v1/embeddings");
            RowData row = infer(model(url, TEXT_IN, vector, "dimension", "3"), text("Grüße"));
            assertThat(row.getArray(0).toFloatArray()).containsExactly(0.25f, -1f, 0.003f);
            assertThat(Json.MAPPER.readTree(server.requests().get(0).body()))
                    .isEqualTo(
                            Json.MAPPER.readTree(
                                    "{\"model\":\"tiny\",\"dimensions\":3,\"encoding_format\":\"float\",\"input\":\"Grüße\"}"));
            assertThatThrownBy(
                            () -> infer(model(url, TEXT_IN, vector, "dimension", "4"), text("a")))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("3 numbers, and 4 are expected");
        }
    }

    @Test
    void speechGoesAsAFormWithTheFileAsItIs() throws Exception {
        byte[] wav = new byte[44 + 320];
        java.nio.ByteBuffer.wrap(wav)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(wav.length - 8)
                .put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(16_000)
                .putInt(32_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(320);
        Columns audio = new Columns(List.of("a"), List.of(AudioType.TYPE.logicalType()));
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(200, "{\"text\": \"guten Tag\"}"))) {
            OpenAiModel model =
                    model(server.url("/v1/audio/transcriptions"), audio, TEXT, "language", "de");
            RowData row = infer(model, medium(AudioType.TYPE, put(wav)));
            assertThat(row.getString(0)).hasToString("guten Tag");
            Request request = server.requests().get(0);
            String type = request.header("Content-type");
            assertThat(type).startsWith("multipart/form-data; boundary=");
            String boundary = type.substring(type.indexOf('=') + 1);
            String form = new String(request.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(form.split("--" + boundary, -1))
                    .hasSize(6)
                    .contains(
                            "\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nde\r\n",
                            "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"audio.wav\"\r\nContent-Type: audio/wav\r\n\r\n"
                                    + new String(wav, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    + "\r\n")
                    .endsWith("--\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            401 | no key                       | MODEL       | no key was sent; set 'api-key'
            403 | {"error":{"message":"not you"}} | MODEL    | not you
            404 | {"error":{"message":"no model tiny"}} | MODEL | no model tiny; check the path of 'endpoint', and the name in 'model'
            302 | moved                        | MODEL       | set 'endpoint' to where it is
            429 | {"error":{"code":"insufficient_quota","message":"pay"}} | MODEL | pay; the account has no quota left
            400 | {"error":{"message":"bad image"}} | REFUSED | answered with 400: bad image
            413 | too much                     | TOO_LARGE   | make the medium smaller
            429 | slow down                    | UNREACHABLE | answered with 429: 'slow down', in 2 attempts
            500 | oops                         | UNREACHABLE | answered with 500: 'oops', in 2 attempts
            200 | <html>Welcome</html>         | UNREACHABLE | is no JSON: '<html>Welcome</html>'; check that 'endpoint'
            200 | {"choices": [{"mess          | UNREACHABLE | is no JSON
            200 | {"choices": []}              | UNREACHABLE | has no choices[0].message
            200 | {"object": "x"} trailing     | UNREACHABLE | is no JSON
            """)
    void saysWhatIsWrongWithTheServerAndWhatToChange(
            int status, String body, String kind, String message) throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(status, body))) {
            OpenAiModel model =
                    model(server.url("/v1/chat/completions"), TEXT_IN, TEXT, "retry-num", "1");
            failsWith(model, kind, message);
            assertThat(server.requests()).hasSize(kind.equals("UNREACHABLE") ? 2 : 1);
        }
    }

    @Test
    void anAnswerIsOneOfTheLabels() throws Exception {
        Columns out = new Columns(List.of("label", "n"), List.of(STRING, STRING));
        Function<Request, Reply> script =
                request ->
                        chat(
                                request.text().contains("json_schema")
                                        ? "{\"label\": \"a; b\", \"n\": null}"
                                        : " c\n",
                                "stop");
        try (ScriptedServer server = new ScriptedServer(script)) {
            String url = server.url("/v1/chat/completions");
            RowData row = infer(model(url, TEXT_IN, out, "labels", "'a; b';c"), text("a"));
            assertThat(row.getString(0)).hasToString("a; b");
            assertThat(server.requests().get(0).text())
                    .contains("\"label\":{\"type\":\"string\",\"enum\":[\"a; b\",\"c\"]}");
            failsWith(
                    model(url, TEXT_IN, out, "labels", "a;b"),
                    "CORRUPT",
                    "is to be one of the labels [a, b], and is 'a; b'");
            OpenAiModel asText =
                    model(url, TEXT_IN, TEXT, "labels", "c;d", "response-format", "text");
            assertThat(infer(asText, text("a")).getString(0)).hasToString("c");
        }
    }

    private static void failsWith(OpenAiModel model, String kind, String message) {
        assertThatThrownBy(() -> infer(model, text("a")))
                .hasMessageContaining(message)
                .satisfies(
                        failure -> {
                            if (kind.equals("MODEL")) {
                                assertThat(failure).isInstanceOf(ModelException.class);
                            } else {
                                assertThat(((MediaException) failure).code())
                                        .isEqualTo(ErrorCode.valueOf(kind));
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"n": 1}              | stop   | CORRUPT   | with the member 'answer'
            {"answer": 12, "n": 1} | stop  | CORRUPT   | 'answer' is to be STRING
            {"answer": "a", "n": 1.5} | stop | CORRUPT | 'n' is to be INT
            {"answer": "a", "n": 3000000000} | stop | CORRUPT | 'n' is to be INT
            Sure! Here is it      | stop   | CORRUPT   | is no JSON object
            {"answer": "a         | length | TRUNCATED | raise 'max-tokens'
            ''                    | content_filter | REFUSED | refuses to answer
            """)
    void anAnswerThatDoesNotFitTheColumnsFailsItsRow(
            String content, String reason, String kind, String message) throws Exception {
        Columns out =
                new Columns(
                        List.of("answer", "n"), List.of(STRING, DataTypes.INT().getLogicalType()));
        try (ScriptedServer server = new ScriptedServer(request -> chat(content, reason))) {
            failsWith(model(server.url("/v1/chat/completions"), TEXT_IN, out), kind, message);
        }
    }

    @Test
    void neitherTheKeyNorTheQueryOfTheUrlIsPrinted() throws Exception {
        Function<Request, Reply> echo =
                request -> Reply.of(401, request.header("Authorization") + " is wrong");
        try (ScriptedServer server = new ScriptedServer(echo)) {
            OpenAiModel model =
                    model(
                            server.url("/v1/chat/completions?code=hidden"),
                            TEXT_IN,
                            TEXT,
                            "api-key",
                            SECRET);
            assertThatThrownBy(() -> infer(model, text("a")))
                    .hasMessageContaining("Bearer ****** is wrong")
                    .hasMessageContaining("the key that was sent is wrong")
                    .hasMessageNotContaining(SECRET)
                    .hasMessageNotContaining("hidden");
            assertThat(model.toString()).doesNotContain(SECRET);
            assertThat(model.key().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void aServerThatRecoversIsAskedAgainAfterTheTimeThatItAsksFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Function<Request, Reply> script =
                request ->
                        switch (asked.incrementAndGet()) {
                            case 1 -> Reply.of(429, "wait").with("Retry-After", "1");
                            case 2 -> Reply.of(503, "");
                            case 3 -> chat("cut", "stop").half();
                            default -> chat("at last", "stop");
                        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            long start = System.nanoTime();
            RowData row =
                    infer(model(server.url("/v1/chat/completions"), TEXT_IN, TEXT), text("a"));
            assertThat(row.getString(0)).hasToString("at last");
            assertThat(System.nanoTime() - start).isGreaterThan(990_000_000L);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void aServerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(429, "wait").with("Retry-After", "3600"))) {
            failsWith(
                    model(server.url("/v1/chat/completions"), TEXT_IN, TEXT),
                    "UNREACHABLE",
                    "asks to wait for 3600 s, longer than 'retry-timeout' leaves, in 1 attempt");
        }
    }

    @Test
    void aServerThatIsDownOrSaysNothingIsNamed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Function<Request, Reply> silent =
                request -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Reply.of(200, "");
                };
        String url;
        try (ScriptedServer server = new ScriptedServer(silent)) {
            url = server.url("/v1/chat/completions");
            failsWith(
                    model(url, TEXT_IN, TEXT, "retry-num", "0", "request-timeout", "200 ms"),
                    "UNREACHABLE",
                    "did not answer within 'request-timeout', 200 ms, in 1 attempt");
        }
        failsWith(
                model(url, TEXT_IN, TEXT, "retry-num", "1"),
                "UNREACHABLE",
                "did not answer: ConnectException, in 2");
    }

    @Test
    void aPoisonedRowFailsAlone() throws Exception {
        Function<Request, Reply> script =
                request ->
                        request.text().contains("poison")
                                ? Reply.of(400, "no")
                                : chat("fine", "stop");
        try (ScriptedServer server = new ScriptedServer(script);
                RowInference rows =
                        RowInference.open(
                                model(
                                        server.url("/v1/chat/completions"),
                                        TEXT_IN,
                                        TEXT,
                                        "multimodal.on-error",
                                        "null"),
                                new UnregisteredMetricsGroup())) {
            CompletableFuture<RowData> good = rows.infer(text("apple"));
            CompletableFuture<RowData> bad = rows.infer(text("poison"));
            assertThat(bad.get().isNullAt(0)).isTrue();
            assertThat(good.get().getString(0)).hasToString("fine");
            assertThat(rows.infer(GenericRowData.of((Object) null)).get().isNullAt(0)).isTrue();
        }
    }

    @Test
    void answersAreRememberedOnlyIfThatIsAskedFor() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> chat("a", "stop"))) {
            String url = server.url("/v1/chat/completions");
            for (String cache : List.of("false", "false", "true", "true")) {
                infer(model(url, TEXT_IN, TEXT, "cache", cache), text("a"));
            }
            assertThat(server.requests()).hasSize(3);
            infer(model(url, TEXT_IN, TEXT, "cache", "true", "prompt", "other"), text("a"));
            infer(model(url, TEXT_IN, TEXT, "cache", "true"), text("b"));
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void aServerHasNoMoreRequestsAtATimeThanAllowedAndAClosedSubtaskDoesNotWaitForIt()
            throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        Function<Request, Reply> script =
                request -> {
                    three.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return chat("a", "stop");
                };
        try (ScriptedServer server = new ScriptedServer(script)) {
            RowInference rows =
                    RowInference.open(
                            model(
                                    server.url("/v1/chat/completions"),
                                    TEXT_IN,
                                    TEXT,
                                    "max-requests",
                                    "3"),
                            new UnregisteredMetricsGroup());
            List<CompletableFuture<RowData>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(rows.infer(text("row " + i)));
            }
            three.await();
            rows.close();
            assertThat(all)
                    .allSatisfy(
                            row ->
                                    assertThatThrownBy(row::get)
                                            .hasMessageContaining("subtask was closed"));
            assertThat(server.mostInFlight()).isEqualTo(3);
            release.countDown();
        }
    }

    @Test
    void theKeyOfTheEnvironmentGoesToItsHostOnly() throws Exception {
        Map<String, String> environment =
                Map.of(
                        OpenAiKeys.KEY_VARIABLE,
                        SECRET,
                        OpenAiKeys.URL_VARIABLE,
                        "https://llm.example/v1");
        assertThat(key("https://llm.example/v1/embeddings", environment)).isTrue();
        assertThat(key("https://evil.example/v1/embeddings", environment)).isFalse();
        assertThat(key("http://llm.example/v1/embeddings", environment)).isFalse();
        assertThat(key("https://llm.example:8443/v1/embeddings", environment)).isFalse();
        assertThat(
                        key(
                                "https://api.openai.com/v1/embeddings",
                                Map.of(OpenAiKeys.KEY_VARIABLE, SECRET)))
                .isTrue();
    }

    private static boolean key(String endpoint, Map<String, String> environment) throws Exception {
        return OpenAiKeys.of(Configuration.fromMap(Map.of("endpoint", endpoint)), "", environment)
                .toString()
                .equals("******");
    }
}
