// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.ValidationException;

/** Makes a task of the options and the columns of a model. */
final class OpenAiTasks {
    private final String model;
    private final ReadableConfig options;
    private final Columns input;
    private final Columns output;

    OpenAiTasks(String model, ReadableConfig options, Columns input, Columns output) {
        this.model = model;
        this.options = options;
        this.input = input;
        this.output = output;
    }

    /**
     * The task.
     *
     * @throws ValidationException if the options or the columns do not fit
     */
    OpenAiTask task() {
        OpenAiTaskName name = name();
        if (name != OpenAiTaskName.CHAT
                && options.getOptional(OpenAiModelOptions.LABELS).isPresent()) {
            throw new ValidationException(
                    "Labels are for a chat, but the task of the model %s is %s; take a model whose 'endpoint' ends with /chat/completions"
                            .formatted(model, name));
        }
        return switch (name) {
            case CHAT -> chat();
            case EMBEDDINGS -> embeddings();
            case TRANSCRIPTION -> transcription();
        };
    }

    /** The use of the model: what the option says, or else the path. */
    OpenAiTaskName name() {
        String path = URI.create(options.get(OpenAiModelOptions.ENDPOINT)).getPath();
        return options.getOptional(OpenAiModelOptions.TASK)
                .or(() -> OpenAiTaskName.of(path))
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "The path of 'endpoint', '%s', does not end with /chat/completions, /embeddings or /audio/transcriptions; write the whole URL, or say with 'task' what it is for: %s"
                                                .formatted(
                                                        path,
                                                        Arrays.toString(OpenAiTaskName.values()))));
    }

    private ChatTask chat() {
        List<String> labels = options.getOptional(OpenAiModelOptions.LABELS).orElse(List.of());
        ChatAnswer answer =
                new ChatAnswer(
                        options.getOptional(OpenAiModelOptions.RESPONSE_FORMAT)
                                .orElseGet(() -> ChatAnswer.formatOf(output, labels)),
                        output,
                        labels);
        ChatTask.check(model, input, answer);
        ObjectNode fixed = fixed();
        put(fixed, "temperature", OpenAiModelOptions.TEMPERATURE);
        put(fixed, "top_p", OpenAiModelOptions.TOP_P);
        put(fixed, "presence_penalty", OpenAiModelOptions.PRESENCE_PENALTY);
        put(fixed, "max_tokens", OpenAiModelOptions.MAX_TOKENS);
        put(fixed, "seed", OpenAiModelOptions.SEED);
        options.getOptional(OpenAiModelOptions.STOP)
                .ifPresent(
                        texts -> {
                            ArrayNode stop = fixed.putArray("stop");
                            Arrays.stream(texts.split(",", -1)).forEach(stop::add);
                        });
        return new ChatTask(
                fixed.toString(),
                options.get(OpenAiModelOptions.SYSTEM_PROMPT),
                options.getOptional(OpenAiModelOptions.PROMPT).orElse(""),
                answer,
                options.getOptional(OpenAiModelOptions.MAX_TOKENS).isPresent(),
                MediaParts.of(options));
    }

    private EmbeddingTask embeddings() {
        EmbeddingTask.check(model, input, output);
        ObjectNode fixed = fixed();
        put(fixed, "dimensions", OpenAiModelOptions.DIMENSION);
        int dimension =
                options.getOptional(OpenAiModelOptions.DIMENSION).map(Math::toIntExact).orElse(0);
        int maxBatch = options.get(OpenAiModelOptions.BATCH_MAX_SIZE);
        if (maxBatch < 1) {
            throw new ValidationException(
                    "'%s' of the model %s is %d, and has to be 1 or more"
                            .formatted(OpenAiModelOptions.BATCH_MAX_SIZE.key(), model, maxBatch));
        }
        return new EmbeddingTask(
                fixed.toString(), MediaParts.of(options), new AtomicInteger(dimension), maxBatch);
    }

    private TranscriptionTask transcription() {
        TranscriptionTask.check(model, input, output);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(Map.entry("model", options.get(OpenAiModelOptions.MODEL)));
        fields.add(Map.entry("response_format", "json"));
        add(fields, "language", OpenAiModelOptions.LANGUAGE);
        add(fields, "prompt", OpenAiModelOptions.PROMPT);
        add(fields, "temperature", OpenAiModelOptions.TEMPERATURE);
        more().forEach((name, value) -> fields.add(Map.entry(name, value)));
        return new TranscriptionTask(List.copyOf(fields), MediaParts.of(options));
    }

    private void add(List<Map.Entry<String, String>> fields, String name, ConfigOption<?> option) {
        options.getOptional(option)
                .ifPresent(value -> fields.add(Map.entry(name, value.toString())));
    }

    private ObjectNode fixed() {
        ObjectNode fixed = Json.MAPPER.createObjectNode();
        fixed.put("model", options.get(OpenAiModelOptions.MODEL));
        more().forEach((name, value) -> fixed.set(name, Json.optionValue(value)));
        return fixed;
    }

    /** In a fixed order, because predictions are remembered by it. */
    private Map<String, String> more() {
        return new TreeMap<>(options.getOptional(OpenAiModelOptions.REQUEST).orElse(Map.of()));
    }

    private void put(ObjectNode fixed, String name, ConfigOption<? extends Number> option) {
        options.getOptional(option)
                .ifPresent(value -> fixed.set(name, Json.MAPPER.valueToTree(value)));
    }
}
