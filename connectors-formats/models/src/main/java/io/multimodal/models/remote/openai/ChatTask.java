// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.InputRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

/**
 * A chat of one question about the values of a row.
 *
 * @param fixed the members that are the same for each row, as JSON: the model, and what options say
 * @param systemPrompt the message of the system
 * @param prompt what stands before the values; empty for nothing
 * @param answer what an answer is
 * @param takesCut whether a text that ends where 'max-tokens' says is taken
 * @param parts how media are sent
 */
record ChatTask(
        String fixed,
        String systemPrompt,
        String prompt,
        ChatAnswer answer,
        boolean takesCut,
        MediaParts parts)
        implements OpenAiTask {
    private static final List<String> TAKEN = List.of("IMAGE", "AUDIO", "STRING");

    /** Checks the columns. */
    static void check(String model, Columns input, ChatAnswer answer) {
        if (!TAKEN.containsAll(input.words())) {
            throw new ValidationException(
                    "A chat takes columns IMAGE, AUDIO and STRING, but the model %s is declared with INPUT %s; take frames of a VIDEO"
                            .formatted(model, input));
        }
        answer.check(model);
    }

    @Override
    public Exchange.Body request(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree(fixed);
        ArrayNode messages = request.putArray("messages");
        messages.addObject()
                .put("role", "system")
                .put("content", systemPrompt + answer.instruction());
        ArrayNode content = messages.addObject().put("role", "user").putArray("content");
        if (!prompt.isEmpty()) {
            text(content, prompt);
        }
        for (Object value : row.values()) {
            if (value instanceof Image image) {
                content.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", parts.imageUrl(media, image));
            } else if (value instanceof Audio audio) {
                Encoded file = parts.audioOfChat(media, audio);
                content.addObject()
                        .put("type", "input_audio")
                        .putObject("input_audio")
                        .put("data", Base64.getEncoder().encodeToString(file.bytes()))
                        .put("format", file.contentType().equals("audio/mpeg") ? "mp3" : "wav");
            } else {
                text(content, (String) value);
            }
        }
        answer.ask(request);
        return Json.body(request);
    }

    private static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    @Override
    public RowData read(JsonNode body) throws RetryException, IOException {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            throw RetryException.badAnswer("has no choices[0].message");
        }
        String reason = choice.path("finish_reason").asText("");
        if (message.path("refusal").isTextual() || reason.equals("content_filter")) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The model refuses to answer: "
                            + Quotes.of(message.path("refusal").asText("content_filter")));
        }
        if (reason.equals("length") && !(answer.format() == ResponseFormat.TEXT && takesCut)) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The model's answer is cut after %s tokens; raise 'max-tokens', or the length of context that the server allows"
                            .formatted(body.path("usage").path("completion_tokens").asText("?")));
        }
        JsonNode content = message.path("content");
        if (!content.isTextual()) {
            throw RetryException.badAnswer("has no text in choices[0].message.content");
        }
        return answer.read(content.asText());
    }

    @Override
    public String identity() {
        return "chat 2, " + this;
    }
}
