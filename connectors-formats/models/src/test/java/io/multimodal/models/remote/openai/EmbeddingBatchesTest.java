// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteSettings;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.models.remote.ScriptedServer.Request;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that share requests; the embedding of the text "7" is [7]. */
@Timeout(60)
class EmbeddingBatchesTest {
    private static final int MAX = 16;

    private final CountDownLatch firstHasCome = new CountDownLatch(1);
    private final CountDownLatch othersWait = new CountDownLatch(1);
    private ScriptedServer server;
    private RemoteClient client;
    private EmbeddingBatches batches;

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private interface Script {
        Reply reply(List<Integer> texts) throws Exception;
    }

    private void start(Script script) throws Exception {
        server =
                new ScriptedServer(
                        request -> {
                            try {
                                firstHasCome.countDown();
                                othersWait.await();
                                return script.reply(texts(request));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "endpoint",
                                server.url("/v1/embeddings"),
                                "model",
                                "tiny-" + server.url(""),
                                "max-requests",
                                "1",
                                "batch.max-size",
                                Integer.toString(MAX)));
        Columns text = new Columns(List.of("t"), List.of(DataTypes.STRING().getLogicalType()));
        Columns vector =
                new Columns(
                        List.of("v"), List.of(DataTypes.ARRAY(DataTypes.FLOAT()).getLogicalType()));
        OpenAiModel model =
                new OpenAiModel(
                        "m",
                        "",
                        MultimodalOptions.resolve(new Configuration()),
                        options,
                        "",
                        text,
                        vector);
        client =
                new RemoteClient(
                        new Endpoints(List.of(URI.create(server.url("/v1/embeddings")))),
                        RemoteSettings.of(
                                options,
                                options.get(OpenAiModelOptions.MODEL),
                                model.key(),
                                OpenAiKeys.PLACES,
                                1 << 20),
                        new RemoteMeter(new UnregisteredMetricsGroup()));
        EmbeddingTask task = (EmbeddingTask) model.task();
        batches = new EmbeddingBatches(task, client, new Parsed(), task.maxBatch());
    }

    private static final class Parsed implements EmbeddingBatches.Answers {
        @Override
        public <T> T read(Exchange.Answer answer, EmbeddingBatches.Reading<T> reading)
                throws RetryException, IOException {
            return reading.read(Json.MAPPER.readTree(answer.bytes()));
        }
    }

    private static List<Integer> texts(Request request) throws IOException {
        JsonNode input = Json.MAPPER.readTree(request.body()).path("input");
        return input.isTextual()
                ? List.of(Integer.valueOf(input.asText()))
                : StreamSupport.stream(input.spliterator(), false)
                        .map(text -> Integer.valueOf(text.asText()))
                        .toList();
    }

    /** An answer with the last embedding first, as the protocol allows. */
    private static Reply answer(List<Integer> texts, IntPredicate answered) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode data = answer.putArray("data");
        for (int i = texts.size() - 1; i >= 0; i--) {
            if (answered.test(texts.get(i))) {
                data.addObject().put("index", i).putArray("embedding").add(texts.get(i));
            }
        }
        return Reply.of(200, answer.toString());
    }

    /** The first one goes alone; the others come while it is answered. */
    private List<CompletableFuture<RowData>> embed(int count) throws Exception {
        List<CompletableFuture<RowData>> rows = new ArrayList<>();
        rows.add(batches.embed("0"));
        firstHasCome.await();
        IntStream.range(1, count).forEach(i -> rows.add(batches.embed(Integer.toString(i))));
        othersWait.countDown();
        return rows;
    }

    private static void assertRight(List<CompletableFuture<RowData>> rows, int... but)
            throws Exception {
        List<Integer> excepted = IntStream.of(but).boxed().toList();
        for (int i = 0; i < rows.size(); i++) {
            if (!excepted.contains(i)) {
                assertThat(rows.get(i).get().getArray(0).toFloatArray()).containsExactly(i);
            }
        }
    }

    private List<Integer> sizes() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        for (Request request : server.requests()) {
            sizes.add(texts(request).size());
        }
        return sizes;
    }

    @Test
    void whatWaitsGoesTogetherAndNoneWaitsForOthers() throws Exception {
        start(texts -> answer(texts, i -> true));
        assertRight(embed(40));
        assertThat(sizes()).containsExactly(1, MAX, MAX, 7);
        assertThat(batches.embed("5").get().getArray(0).getFloat(0)).isEqualTo(5);
        assertThat(sizes()).endsWith(1);
    }

    @Test
    void aTextThatIsRefusedFailsAlone() throws Exception {
        start(texts -> texts.contains(9) ? Reply.of(400, "too rude") : answer(texts, i -> true));
        List<CompletableFuture<RowData>> rows = embed(20);
        assertRight(rows, 9);
        assertThatThrownBy(() -> rows.get(9).get()).hasMessageContaining("too rude");
    }

    @Test
    void aServerThatTakesFewerTextsIsAskedForFewer() throws Exception {
        start(texts -> texts.size() > 5 ? Reply.of(413, "at most 5") : answer(texts, i -> true));
        assertRight(embed(60));
        assertThat(sizes()).contains(MAX);
        // It is known when all of a refused request are answered, a moment after the last of them.
        while (largestOfMore() > MAX / 2) {
            Thread.onSpinWait();
        }
    }

    private int largestOfMore() throws Exception {
        int before = sizes().size();
        List<CompletableFuture<RowData>> more = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> more.add(batches.embed(Integer.toString(i))));
        assertRight(more);
        return Collections.max(sizes().subList(before, sizes().size()));
    }

    @Test
    void textsThatAnAnswerLeavesOutAreAskedForAgain() throws Exception {
        start(texts -> answer(texts, i -> texts.size() == 1 || i % 3 > 0));
        assertRight(embed(10));
        assertThat(sizes()).containsExactly(1, 9, 1, 1, 1);
    }

    @Test
    void aBatchIsRepeatedWhereTheServerIsBusy() throws Exception {
        int[] busy = {0};
        start(
                texts ->
                        texts.size() > 1 && busy[0]++ == 0
                                ? Reply.of(429, "slowly")
                                : answer(texts, i -> true));
        assertRight(embed(10));
        assertThat(sizes()).containsExactly(1, 9, 9);
    }

    @Test
    void anAnswerOfOtherTextsIsNone() throws Exception {
        start(
                texts -> {
                    List<Integer> twice = new ArrayList<>(texts);
                    if (texts.size() > 1) {
                        twice.add(7);
                    }
                    return answer(twice, i -> true);
                });
        List<CompletableFuture<RowData>> rows = embed(3);
        assertThatThrownBy(() -> rows.get(2).get())
                .hasMessageContaining("2 as the index of data[0], for 2 texts");
    }
}
