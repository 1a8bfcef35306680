// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.service.ModelService;
import io.multimodal.models.service.ServiceLimits;
import io.multimodal.models.service.ServiceModel;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.OnError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model service, asked as an outside client asks it. */
@Timeout(120)
class ModelServiceTest {
    private static final String KEY = "0123456789abcdef";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ServiceLimits LIMITS = new ServiceLimits(4000, 8, 16, 16, 64, 30);
    private static ColumnModels models;
    private static ModelService service;
    private static String base;
    private static String image;

    @BeforeAll
    static void start() throws Exception {
        models = new ColumnModels();
        ObjectRef stored = models.put(Payload.of(ModelJob.png(white())));
        image = stored.toText();
        service = start(ApiKey.of(KEY));
        service.serve(
                List.of(
                        served("float", "x", DataTypes.ARRAY(DataTypes.FLOAT())),
                        served("image_and_number", IMAGE_AND_NUMBER)));
        base = "http://127.0.0.1:" + service.address().getPort();
    }

    @AfterAll
    static void end() throws IOException {
        service.close();
    }

    private static final List<ModelColumn> IMAGE_AND_NUMBER =
            List.of(
                    new ModelColumn("x", ImageType.TYPE.logicalType()),
                    new ModelColumn("k", DataTypes.INT().getLogicalType()));

    private static BufferedImage white() {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 8, 8, IntStream.generate(() -> 0xffffff).limit(64).toArray(), 0, 8);
        return image;
    }

    private static ModelService start(ApiKey key) throws IOException {
        return ModelService.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), key, LIMITS);
    }

    private static ServiceModel served(String model, String column, DataType type)
            throws Exception {
        return served(model, List.of(new ModelColumn(column, type.getLogicalType())));
    }

    private static ServiceModel served(String model, List<ModelColumn> inputs) throws Exception {
        List<ModelColumn> outputs =
                List.of(new ModelColumn("y", DataTypes.ARRAY(DataTypes.FLOAT()).getLogicalType()));
        ModelSpec spec =
                models.plan(
                        "tensor",
                        model,
                        inputs,
                        outputs,
                        "concurrent-runs",
                        "1",
                        "input.mean",
                        "0,0,0",
                        "input.std",
                        "1,1,1");
        ModelSpec failing =
                new ModelSpec(
                        spec.name(),
                        "",
                        spec.provider(),
                        spec.digest(),
                        spec.signature(),
                        spec.columns(),
                        spec.options(),
                        failing(spec.config()));
        return new ServiceModel(model, failing, new ModelColumns(inputs, outputs));
    }

    private static MultimodalConfig failing(MultimodalConfig config) {
        return config.failing(OnError.FAIL);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + KEY);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> infer(String model, String json) throws Exception {
        return CLIENT.send(
                request("/v2/models/" + model + "/infer")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String floats(String shape, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":%s}]}"
                .formatted(shape, data);
    }

    private static String withImage(String reference, int number) {
        return "{\"id\":\"7\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%s\"]},{\"name\":\"k\",\"datatype\":\"INT32\",\"shape\":[1,1],\"data\":[[%d]]}]}"
                .formatted(reference, number);
    }

    @Test
    void aBatchOfJsonGivesWhatOnnxRuntimesOwnPackageGives() throws Exception {
        HttpResponse<String> answer =
                infer("float", floats("[2,3]", "[[0.5,-2,3.25],[0.5,-2.0,3.25]]"));
        String row = String.join(",", models.expected("float", "y"));
        assertThat(answer.body())
                .contains("\"shape\":[2,3],\"data\":[" + row + "," + row + "]")
                .contains("\"model_name\":\"float\"");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void tensorsGoAndComeAsBytes() throws Exception {
        byte[] json =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"parameters\":{\"binary_data_size\":12}}],\"parameters\":{\"binary_data_output\":true}}"
                        .getBytes(UTF_8);
        ByteBuffer body = ByteBuffer.allocate(json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        body.put(json).putFloat(0.5f).putFloat(-2).putFloat(3.25f);
        HttpResponse<byte[]> answer =
                CLIENT.send(
                        request("/v2/models/float/infer")
                                .header("Inference-Header-Content-Length", "" + json.length)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        int header =
                (int)
                        answer.headers()
                                .firstValueAsLong("Inference-Header-Content-Length")
                                .orElseThrow();
        ByteBuffer behind = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(answer.body()).hasSize(header + 12);
        for (int i = 0; i < 3; i++) {
            assertThat(behind.getFloat(header + 4 * i))
                    .isEqualTo(Float.parseFloat(models.expected("float", "y").get(i)));
        }
    }

    @Test
    void theServiceReadsWhatAReferenceLeadsTo() throws Exception {
        HttpResponse<String> answer = infer("image_and_number", withImage(image, 2));
        String mean = String.join(",", models.expected("image_and_number", "y"));
        assertThat(answer.body()).contains("\"id\":\"7\"", "\"data\":[" + mean + "]");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void rowsOfDifferentCallersShareBatches() throws Exception {
        long batches = metric("process_batches");
        long rows = 0;
        do {
            List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                callers.add(
                        CLIENT.sendAsync(
                                request("/v2/models/float/infer")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        floats("[1,3]", "[1,2," + i + "]")))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> caller : callers) {
                assertThat(caller.get().statusCode()).isEqualTo(200);
            }
            rows += callers.size();
            // Each request has one row: without shared batches there were as many batches, of which
            // the last one may not be counted yet.
        } while (metric("process_batches") - batches >= rows - 1);
    }

    private static long metric(String name) throws Exception {
        Matcher line =
                Pattern.compile("multimodal_model_" + name + "\\{model=\"float\"} ([0-9.]+)")
                        .matcher(get("/metrics").body());
        assertThat(line.find()).isTrue();
        return (long) Double.parseDouble(line.group(1));
    }

    @Test
    void saysWhatItHas() throws Exception {
        assertThat(get("/v2").body()).contains("\"extensions\":[\"binary_tensor_data\"]");
        assertThat(get("/v2/models/image_and_number").body())
                .contains(
                        "{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[-1],\"parameters\":{\"sql_type\":\"IMAGE\",\"content_type\":\"reference\"}}");
        assertThat(get("/v2/models/float/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body())
                .contains("# TYPE multimodal_service_inferences_total counter\n")
                .contains("multimodal_model_process_idle_for_input_share{model=\"float\"} ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
            400 | nonsense                             | does not begin with the JSON of an inference
            400 | {"inputs":[                          | (start marker at line: 1, column: 11) at line: 1
            400 | []                                   | it is no object
            400 | {"inputs":[]}                        | has the inputs [], and the model takes [x]
            400 | {"inputs":7}                         | has the inputs [], and the model takes [x]
            400 | {"inputs":[{"name":"z"}]}            | lacks the input 'x'
            400 | {"inputs":[{"name":"x"},{"name":"x"}]} | is there twice
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[9,3]}]} | the number of rows, 1 to 8
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[0,3]}]} | the number of rows, 1 to 8
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,-1]}]} | for 1 rows it is [1, n]
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[8,2147483647]}]} | for 8 rows it is [8, n]
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,2147483647],"data":[]}]} | has 0 elements in 'data', and its shape has 2147483647
            400 | {"inputs":[{"name":"x","datatype":"INT8","shape":[1,3]}]} | is FP32, not "INT8"
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3],"data":[1,2]}]} | has 2 elements in 'data', and its shape has 3
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3],"data":[1,2,"a"]}]} | has the element "a", which is no FP32
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3],"parameters":{"binary_data_size":12}}]} | has 12 bytes, and 0 are left behind the JSON
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3]}]} | no array 'data'
            400 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3],"data":[1,2,3]}],"outputs":[{"name":"z"}]} | wants the outputs [z], and the model has [y]
            422 | {"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[1,2]}]} | The row: REFUSED
            """)
    void refusesWhatCannotBe(int status, String body, String message) throws Exception {
        HttpResponse<String> answer = infer("float", body);
        assertThat(answer.body())
                .contains(message.replace("\"", "\\\""))
                .doesNotContain("\tat ", "multimodal.on-error");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void refusesReferencesThatLeadNowhere() throws Exception {
        for (String text : List.of("", "file:///etc/passwd", "cas:1:x")) {
            HttpResponse<String> answer = infer("image_and_number", withImage(text, 2));
            assertThat(answer.body()).contains("Element 1 of the input 'x' is no reference");
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        String stored = models.put(Payload.of(new byte[5000])).toText();
        String gone = stored.replaceFirst("[0-9a-f]{64}", "0".repeat(64));
        HttpResponse<String> answer = infer("image_and_number", withImage(gone, 2));
        assertThat(answer.body()).contains("The row: NOT_FOUND: ");
        assertThat(answer.statusCode()).isEqualTo(422);
        String other = new StoredRef(0, ContentId.hash(""), 0, Optional.empty()).toText();
        answer = infer("image_and_number", withImage(other, 2));
        assertThat(answer.body()).contains("names the store 00000000, which is not configured");
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void aPlaceOutsideTheConfiguredOnesIsNotRead() throws Exception {
        String external =
                new ExternalRef(
                                "http://169.254.169.254/latest",
                                0,
                                OptionalLong.of(1),
                                Optional.empty())
                        .toText();
        HttpResponse<String> answer = infer("image_and_number", withImage(external, 2));
        assertThat(answer.body()).contains("ACCESS_DENIED");
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void whoHasNoKeyLearnsNothing() throws Exception {
        for (String path : List.of("/metrics", "/v2", "/v2/models/float", "/else")) {
            HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(base + path));
            assertThat(CLIENT.send(bare.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            HttpResponse<String> wrong =
                    CLIENT.send(
                            bare.header("Authorization", "Bearer 0123456789abcdeF").build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).doesNotContain(KEY).doesNotContain("float");
        }
        assertThat(
                        CLIENT.send(
                                        HttpRequest.newBuilder(URI.create(base + "/v2/health/live"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedByWhatItsHeaderAnnounces() throws Exception {
        assertThat(raw("Content-Length: 99999999999\r\n", "").toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 413")
                .contains("more than the 4000 bytes");
        String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n0\r\n\r\n";
        assertThat(raw("Transfer-Encoding: chunked\r\n", chunk)).startsWith("HTTP/1.1 413");
    }

    @Test
    void halfARequestIsNoInferenceAndTheServiceGoesOn() throws Exception {
        assertThat(raw("Content-Length: 40\r\n", "{\"inputs\":")).doesNotContain("200 OK");
        assertThat(raw("Content-Length: x\r\n", "")).doesNotContain("200 OK").doesNotContain("at ");
        assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    }

    /** Sends a request, ends the sending half, and reads what comes. */
    private static String raw(String header, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /v2/models/float/infer HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                                    + KEY
                                    + "\r\n"
                                    + header
                                    + "\r\n"
                                    + body)
                            .getBytes(UTF_8));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void isReadyWhenModelsAreWarmAndNoMoreWhenItDrains() throws Exception {
        try (ModelService other = start(ApiKey.NONE)) {
            String place = "http://127.0.0.1:" + other.address().getPort() + "/v2/";
            assertThat(status(place + "health/live")).isEqualTo(200);
            assertThat(status(place + "health/ready")).isEqualTo(503);
            assertThat(status(place + "models/float")).isEqualTo(503);
            other.serve(List.of(served("float", "x", DataTypes.ARRAY(DataTypes.FLOAT()))));
            assertThat(status(place + "health/ready")).isEqualTo(200);
            assertThat(other.drain(Duration.ofSeconds(30))).isTrue();
            assertThat(status(place + "health/ready")).isEqualTo(503);
            HttpResponse<String> late =
                    CLIENT.send(
                            HttpRequest.newBuilder(URI.create(place + "models/float/infer"))
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    floats("[1,3]", "[1,2,3]")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void moreRequestsThanMayWaitAreToldToComeAgain() throws Exception {
        ServiceLimits one = new ServiceLimits(4000, 8, 1, 0, 64, 30);
        try (ModelService other =
                ModelService.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        ApiKey.NONE,
                        one)) {
            other.serve(List.of(served("float", "x", DataTypes.ARRAY(DataTypes.FLOAT()))));
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:"
                                                    + other.address().getPort()
                                                    + "/v2/models/float/infer"))
                            .POST(HttpRequest.BodyPublishers.ofString(floats("[1,3]", "[1,2,3]")))
                            .build();
            boolean refused = false;
            while (!refused) {
                List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    callers.add(CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
                }
                for (CompletableFuture<HttpResponse<String>> caller : callers) {
                    HttpResponse<String> answer = caller.get();
                    assertThat(answer.statusCode()).isIn(200, 429);
                    refused |=
                            answer.statusCode() == 429
                                    && answer.headers().firstValue("Retry-After").isPresent();
                }
            }
        }
    }

    private static int status(String url) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aModelThatGivesReferencesIsNotServed() throws Exception {
        ServiceModel model = served("float", "x", DataTypes.ARRAY(DataTypes.FLOAT()));
        ModelColumn tensor = new ModelColumn("t", MultimodalTypes.tensor().getLogicalType());
        assertThatThrownBy(
                        () ->
                                new ServiceModel(
                                        "m",
                                        model.model(),
                                        new ModelColumns(
                                                model.columns().inputs(), List.of(tensor))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("gives t TENSOR");
    }
}
