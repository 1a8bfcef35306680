// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteSettings;
import io.multimodal.models.remote.RemoteThreads;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.remote.TokenBudget;
import io.multimodal.models.runtime.CapturedRow;
import io.multimodal.models.runtime.RowComputer;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.runtime.input.InputColumns;
import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server for each row. */
final class OpenAiRows implements RowComputer {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiRows.class);

    /**
     * An embedding of 10,000 numbers has a fiftieth of it, the longest answer of a chat a tenth.
     */
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final OpenAiModel model;
    private final OpenAiTask task;
    private final InputColumns columns;
    private final SharedReader reader;
    private final RemoteMeter meter;
    private final RemoteClient client;
    private final TokenBudget budget;

    OpenAiRows(OpenAiModel model, SharedReader reader, MetricGroup metrics) throws ModelException {
        this.model = model;
        this.task = model.task();
        this.columns = new InputColumns(model.input().types());
        this.reader = reader;
        this.meter = new RemoteMeter(metrics);
        RemoteSettings settings =
                RemoteSettings.of(
                        model.options(),
                        model.options().get(OpenAiModelOptions.MODEL),
                        model.key(),
                        OpenAiKeys.PLACES,
                        MAX_ANSWER_BYTES);
        this.client = new RemoteClient(new Endpoints(List.of(model.endpoint())), settings, meter);
        this.budget =
                TokenBudget.of(
                        model.endpoint(),
                        settings.model(),
                        model.options().getOptional(OpenAiModelOptions.TOKENS_PER_MINUTE));
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
    public boolean isNull(RowData row) {
        return columns.isNull(row);
    }

    @Override
    public RowSubject subject(RowData row) {
        return columns.subject(row);
    }

    @Override
    public CapturedRow capture(RowData row) throws InvalidReferenceException, MediaException {
        InputRow values = columns.values(row);
        return new Question(values, InputColumns.references(values));
    }

    @Override
    public Executor preparers() {
        return RemoteThreads.readers();
    }

    @Override
    public Executor finishers() {
        return RemoteThreads.finishers();
    }

    @Override
    public void closing() {
        client.close();
    }

    @Override
    public void close() {
        client.close();
        if (meter.requests() > 0) {
            LOG.info("Model {}: {}", model.name(), meter.summary());
        }
    }

    /** A row, and what is asked for it. */
    private final class Question implements CapturedRow, Exchange<RowData> {
        private final InputRow values;
        private final List<ObjectRef> references;

        Question(InputRow values, List<ObjectRef> references) {
            this.values = values;
            this.references = references;
        }

        @Override
        public List<ObjectRef> references() {
            return references;
        }

        @Override
        public byte[] identity() {
            return InputColumns.identity(values);
        }

        @Override
        public CompletableFuture<RowData> compute() {
            return client.ask(this);
        }

        @Override
        public Body body() throws IOException, InvalidReferenceException {
            return task.request(values, reader.media());
        }

        @Override
        public RowData read(Answer answer) throws RetryException, IOException {
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
                return task.read(json);
            } catch (RetryException e) {
                throw notAnAnswer(e.getMessage(), answer);
            }
        }

        private RetryException notAnAnswer(String why, Answer answer) {
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
            long out =
                    usage.path("completion_tokens").asLong(usage.path("output_tokens").asLong(0));
            meter.tokens(in, out);
            budget.spend(in + out);
        }
    }
}
