// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.functions.AsyncScalarFunction;
import org.apache.flink.table.functions.FunctionContext;

/**
 * {@code PIXELS_IN_JSON(x)}: the scores of a row of numbers, by the request that Flink's provider
 * {@code triton} sends: one row, its numbers as JSON. By hand, because the published one, 2.3.0,
 * refuses every model: "input column x should be null, but is a ARRAY&lt;FLOAT&gt;". Public for
 * generated code.
 */
public final class PixelsInJson extends AsyncScalarFunction {
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private transient HttpClient client;

    PixelsInJson(String url) {
        this.url = url;
    }

    @Override
    public void open(FunctionContext context) {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Called by Flink. */
    public void eval(CompletableFuture<Float[]> scores, Float[] pixels) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode input = body.putArray("inputs").addObject();
        input.put("name", "x").put("datatype", "FP32");
        input.putArray("shape").add(1).add(pixels.length);
        ArrayNode data = input.putArray("data");
        for (Float pixel : pixels) {
            data.add(pixel);
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        var unused =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .thenApply(PixelsInJson::scores)
                        .whenComplete(
                                (result, failure) -> {
                                    if (failure == null) {
                                        scores.complete(result);
                                    } else {
                                        scores.completeExceptionally(failure);
                                    }
                                });
    }

    private static Float[] scores(HttpResponse<String> response) {
        try {
            JsonNode data = JSON.readTree(response.body()).at("/outputs/0/data");
            if (data.size() != 2) {
                throw new IOException(response.statusCode() + ": " + response.body());
            }
            return new Float[] {data.get(0).floatValue(), data.get(1).floatValue()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
