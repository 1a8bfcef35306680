// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteRows;
import io.multimodal.models.remote.RemoteSettings;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.remote.TokenBudget;
import io.multimodal.models.runtime.CapturedRow;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.runtime.input.InputColumns;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Asks a server for each row. */
final class OpenAiRows extends RemoteRows {
    /**
     * An embedding of 10,000 numbers has a fiftieth of it, the longest answer of a chat a tenth.
     */
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final OpenAiModel model;
    private final OpenAiTask task;
    private final SharedReader reader;
    private final TokenBudget budget;
    private final Optional<EmbeddingBatches> batches;

    OpenAiRows(OpenAiModel model, SharedReader reader, MetricGroup metrics) throws ModelException {
        this(model, reader, metrics, settings(model));
    }

    private OpenAiRows(
            OpenAiModel model, SharedReader reader, MetricGroup metrics, RemoteSettings settings) {
        super(
                model.name(),
                model.input().types(),
                new RemoteMeter(metrics),
                meter ->
                        new RemoteClient(
                                new Endpoints(List.of(model.endpoint())), settings, meter));
        this.model = model;
        this.task = model.task();
        this.reader = reader;
        this.budget =
                TokenBudget.of(
                        model.endpoint(),
                        settings.model(),
                        model.options().getOptional(OpenAiModelOptions.TOKENS_PER_MINUTE));
        this.batches =
                task instanceof EmbeddingTask embedding
                        ? Optional.of(
                                new EmbeddingBatches(
                                        embedding, client, this::read, embedding.maxBatch()))
                        : Optional.empty();
    }

    private static RemoteSettings settings(OpenAiModel model) throws ModelException {
        return RemoteSettings.of(
                model.options(),
                model.options().get(OpenAiModelOptions.MODEL),
                model.key(),
                OpenAiKeys.PLACES,
                MAX_ANSWER_BYTES);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return model.output().types();
    }

    @Override
    public String identity() {
        return task.identity();
    }

    @Override
    public CapturedRow capture(RowData row) throws InvalidReferenceException, MediaException {
        InputRow values = columns.values(row);
        return new Request(values, InputColumns.references(values));
    }

    /** A row, and what is asked for it. */
    private final class Request extends Question {
        private final List<ObjectRef> references;

        Request(InputRow values, List<ObjectRef> references) {
            super(values);
            this.references = references;
        }

        @Override
        public List<ObjectRef> references() {
            return references;
        }

        @Override
        public Body body() throws IOException, InvalidReferenceException {
            return task.request(values, reader.media());
        }

        @Override
        public CompletableFuture<RowData> compute() {
            return batches.isPresent() && values.values().get(0) instanceof String text
                    ? batches.get().embed(text)
                    : super.compute();
        }

        @Override
        public RowData read(Answer answer) throws RetryException, IOException {
            return OpenAiRows.this.read(answer, task::read);
        }
    }

    private <T> T read(Exchange.Answer answer, EmbeddingBatches.Reading<T> reading)
            throws RetryException, IOException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(answer.bytes());
        } catch (JsonProcessingException e) {
            throw notAnAnswer("is no JSON", answer);
        }
        if (json == null || !json.isObject()) {
            throw notAnAnswer("is no JSON object", answer);
        }
        spend(json.path("usage"));
        try {
            return reading.read(json);
        } catch (RetryException e) {
            throw notAnAnswer(e.getMessage(), answer);
        }
    }

    private RetryException notAnAnswer(String why, Exchange.Answer answer) {
        return RetryException.badAnswer(
                "The answer of %s %s: %s; check that 'endpoint' is the whole URL of the protocol"
                        .formatted(
                                model.options()
                                        .get(OpenAiModelOptions.ENDPOINT)
                                        .replaceAll("[?].*", ""),
                                why,
                                client.quote(answer.bytes())));
    }

    private void spend(JsonNode usage) {
        long in = usage.path("prompt_tokens").asLong(usage.path("input_tokens").asLong(0));
        long out = usage.path("completion_tokens").asLong(usage.path("output_tokens").asLong(0));
        meter.tokens(in, out);
        budget.spend(in + out);
    }
}
