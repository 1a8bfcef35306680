// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.models.remote.ScriptedServer.Request;
import io.multimodal.models.service.InferenceProtocol;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.StoreConfig;
import io.multimodal.types.failure.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol against a server that checks it, and answers badly when asked to. */
@Timeout(60)
class KServeModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA =
            "{\"name\":\"add\",\"versions\":[\"1\"],\"inputs\":[{\"name\":\"A\",\"datatype\":\"FP32\",\"shape\":[-1,3]},{\"name\":\"B\",\"datatype\":\"INT64\",\"shape\":[-1,1]}],\"outputs\":[{\"name\":\"SUM\",\"datatype\":\"FP32\",\"shape\":[-1,1]},{\"name\":\"NAME\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}]}";

    /** Answers for the model, and gives the inferences to a script. */
    private static Function<Request, Reply> server(
            String extensions, Function<Request, Reply> infer) {
        return request ->
                switch (request.path()) {
                    case "/v2" -> Reply.of(200, "{\"extensions\": [" + extensions + "]}");
                    case "/v2/models/add" -> Reply.of(200, METADATA);
                    case "/v2/models/add/infer" -> infer.apply(request);
                    default -> Reply.of(404, "{\"error\": \"no " + request.path() + "\"}");
                };
    }

    private static ModelSource open(String endpoint, String... options) throws ModelException {
        Map<String, String> all =
                new HashMap<>(Map.of("endpoint", endpoint, "model", "add", "retry-num", "1"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new KServeProvider()
                .open(Configuration.fromMap(all), StoreConfig.of("memory://kserve"));
    }

    private static List<ModelOutput> run(ModelSource model) throws ModelException {
        ModelBinding binding =
                new ModelBinding(
                        model.signature().inputs(),
                        ModelBinding.ANY,
                        model.signature().outputs(),
                        List.of());
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 2, Duration.ZERO, 1 << 20);
        try (BatchRunner runner = model.load(binding, settings)) {
            ByteBuffer a = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
            a.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
            ByteBuffer b = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
            b.asLongBuffer().put(new long[] {10, 1L << 40});
            return runner.run(
                    List.of(
                            new InputTensor(ElementType.FLOAT, a, new long[] {2, 3}),
                            new InputTensor(ElementType.INT64, b, new long[] {2, 1})));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"binary_tensor_data\""})
    void severalInputsAndOutputsGoAndComeAsJsonAndAsBytes(String extensions) throws Exception {
        Function<Request, Reply> infer =
                request -> extensions.isEmpty() ? jsonSum(request) : binarySum(request);
        try (ScriptedServer server = new ScriptedServer(server(extensions, infer))) {
            List<ModelOutput> rows = run(open(server.uri() + "/"));
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).tensors().get(0).number(0)).isEqualTo(16);
            assertThat(rows.get(1).tensors().get(0).number(0)).isEqualTo((float) (15 + (1L << 40)));
            assertThat(rows.get(1).tensors().get(1).text(0)).isEqualTo("é1099511627776");
        }
    }

    private static Reply jsonSum(Request request) {
        JsonNode json = read(request.text());
        assertThat(json.at("/inputs/0").toString())
                .isEqualTo(
                        "{\"name\":\"A\",\"datatype\":\"FP32\",\"shape\":[2,3],\"data\":[1.0,2.0,3.0,4.0,5.0,6.0]}");
        assertThat(json.at("/inputs/1/data").toString()).isEqualTo("[10,1099511627776]");
        assertThat(json.path("outputs").toString())
                .isEqualTo("[{\"name\":\"SUM\"},{\"name\":\"NAME\"}]");
        // Nested, as the protocol allows, and in another order.
        return Reply.of(
                200,
                "{\"outputs\":[{\"name\":\"NAME\",\"datatype\":\"BYTES\",\"shape\":[2,1],\"data\":[[\"é10\"],[\"é1099511627776\"]]},{\"name\":\"SUM\",\"datatype\":\"FP32\",\"shape\":[2,1],\"data\":[16, 1099511627791]}]}");
    }

    private static Reply binarySum(Request request) {
        int header = Integer.parseInt(request.header("Inference-header-content-length"));
        JsonNode json = read(new String(request.body(), 0, header, UTF_8));
        assertThat(json.at("/inputs/1/parameters/binary_data_size").asInt()).isEqualTo(16);
        assertThat(json.at("/outputs/0/parameters/binary_data").asBoolean()).isTrue();
        ByteBuffer behind =
                ByteBuffer.wrap(request.body(), header, request.body().length - header)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(behind.remaining()).isEqualTo(40);
        assertThat(behind.getFloat(20)).isEqualTo(6);
        assertThat(behind.getLong(32)).isEqualTo(1L << 40);
        byte[] last = "\17\0\0\0é1099511627776".getBytes(UTF_8);
        byte[] first = "\4\0\0\0é10".getBytes(UTF_8);
        byte[] answer =
                ("{\"outputs\":[{\"name\":\"NAME\",\"datatype\":\"BYTES\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":"
                                + (first.length + last.length)
                                + "}},{\"name\":\"SUM\",\"datatype\":\"FP32\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":8}}]}")
                        .getBytes(UTF_8);
        ByteBuffer all =
                ByteBuffer.allocate(answer.length + first.length + last.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN);
        all.put(answer).put(first).put(last).putFloat(16).putFloat((float) (15 + (1L << 40)));
        return new Reply(
                200,
                Map.of(InferenceProtocol.HEADER_LENGTH, Integer.toString(answer.length)),
                all.array(),
                false);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            400 | {"error": "bad shape"} | REFUSED | answered with 400: bad shape
            500 | {"error": "in the model"} | REFUSED | answered with 500: in the model
            503 | {"error": "loading"}   | UNREACHABLE | answered with 503: loading, in 2 attempts
            200 | <html>                 | UNREACHABLE | is no JSON object: '<html>'
            200 | {"outputs": []}        | UNREACHABLE | lacks the output 'SUM'
            200 | {"outputs": [{"name":"SUM","datatype":"FP64","shape":[2,1],"data":[1,2]}]} | UNREACHABLE | gives SUM DOUBLE[2, 1], and its metadata says SUM FLOAT[?, 1]
            200 | {"outputs": [{"name":"SUM","datatype":"FP32","shape":[2,1],"data":[1]}]} | UNREACHABLE | gives 1 values for the output SUM FLOAT[?, 1] whose shape has 2
            200 | {"outputs": [{"name":"SUM","datatype":"FP32","shape":[2,1],"parameters":{"binary_data_size":8}}]} | UNREACHABLE | ends before the bytes of the output 'SUM'
            200 | {"outputs": [{"name":"SUM","datatype":"FP32","shape":[1,1],"data":[1]},{"name":"NAME","datatype":"BYTES","shape":[1,1],"data":["a"]}]} | MODEL | gives SUM FLOAT[1, 1] for a batch of 2 rows
            """)
    void saysWhatIsWrongWithAnAnswer(int status, String body, String kind, String message)
            throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(server("", request -> Reply.of(status, body)))) {
            assertThatThrownBy(() -> run(open(server.uri().toString())))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(message)
                    .satisfies(
                            failure ->
                                    assertThat(
                                                    ((ModelException) failure)
                                                            .ofRow()
                                                            .map(row -> row.code()))
                                            .isEqualTo(
                                                    kind.equals("MODEL")
                                                            ? java.util.Optional.empty()
                                                            : java.util.Optional.of(
                                                                    ErrorCode.valueOf(kind))));
        }
    }

    @Test
    void aModelThatIsNotThereIsRefusedWhenItIsPlanned() throws Exception {
        try (ScriptedServer server = new ScriptedServer(server("", request -> null))) {
            assertThatThrownBy(() -> open(server.uri().toString(), "model", "sub"))
                    .hasMessageContaining("answered with 404: no /v2/models/sub; check")
                    .hasMessageContaining("the name in 'model'");
            assertThatThrownBy(() -> open(server.uri().toString(), "model-version", "2"))
                    .hasMessageContaining("no /v2/models/add/versions/2");
        }
        assertThatThrownBy(() -> open("host:80")).hasMessageContaining("is the URL of a server");
    }

    @Test
    void anotherServerAnswersWhereOneIsGone() throws Exception {
        String gone;
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            gone = server.uri().toString();
        }
        try (ScriptedServer server = new ScriptedServer(server("", KServeModelTest::jsonSum))) {
            ModelSource model = open(gone + ";" + server.uri(), "retry-num", "2");
            for (int i = 0; i < 4; i++) {
                assertThat(run(model)).hasSize(2);
            }
        }
    }
}
