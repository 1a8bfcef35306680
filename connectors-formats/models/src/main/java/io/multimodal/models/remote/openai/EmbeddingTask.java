// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * The embedding of a text or an image. For an image the request has a message instead of an input,
 * as vLLM's servers take it: OpenAI's protocol has embeddings of texts only.
 *
 * @param fixed the members that are the same for each row, as JSON
 * @param parts how images are sent
 * @param dimension how many numbers an embedding has; 0 before the first answer
 * @param maxBatch the most texts of a request
 */
record EmbeddingTask(String fixed, MediaParts parts, AtomicInteger dimension, int maxBatch)
        implements OpenAiTask {
    /** Checks the columns. */
    static void check(String model, Columns input, Columns output) {
        if (!List.of(List.of("STRING"), List.of("IMAGE")).contains(input.words())
                || !output.words().equals(List.of("ARRAY<FLOAT>"))) {
            throw new ValidationException(
                    "Embeddings take one column STRING or IMAGE and give one column ARRAY<FLOAT>, but the model %s is declared with INPUT %s and OUTPUT %s"
                            .formatted(model, input, output));
        }
    }

    @Override
    public Exchange.Body request(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree(fixed);
        request.put("encoding_format", "float");
        if (row.values().get(0) instanceof Image image) {
            request.putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .putArray("content")
                    .addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", parts.imageUrl(media, image));
        } else {
            request.put("input", (String) row.values().get(0));
        }
        return Json.body(request);
    }

    /** The request for several texts. */
    Exchange.Body request(List<String> texts) throws IOException {
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree(fixed);
        request.put("encoding_format", "float");
        if (texts.size() == 1) {
            request.put("input", texts.get(0));
        } else {
            texts.forEach(request.putArray("input")::add);
        }
        return Json.body(request);
    }

    /**
     * The rows of an answer for several texts, in their order; empty for one that has no embedding.
     *
     * @throws RetryException if the answer is none of the protocol, or one of other texts
     */
    List<Optional<RowData>> read(JsonNode answer, int texts) throws RetryException, IOException {
        List<Optional<RowData>> rows =
                new ArrayList<>(Collections.nCopies(texts, Optional.empty()));
        if (texts == 1) {
            rows.set(0, Optional.of(read(answer)));
            return rows;
        }
        JsonNode data = answer.path("data");
        for (int i = 0; i < data.size(); i++) {
            int index = data.get(i).path("index").asInt(i);
            if (index < 0 || index >= texts || rows.get(index).isPresent()) {
                throw RetryException.badAnswer(
                        "has %d as the index of data[%d], for %d texts, once more or too many"
                                .formatted(index, i, texts));
            }
            rows.set(index, Optional.of(row(data.get(i), "data[" + i + "]")));
        }
        return rows;
    }

    @Override
    public RowData read(JsonNode answer) throws RetryException, IOException {
        return row(answer.path("data").path(0), "data[0]");
    }

    private RowData row(JsonNode element, String place) throws RetryException, IOException {
        JsonNode numbers = element.path("embedding");
        if (!numbers.isArray() || numbers.isEmpty()) {
            throw RetryException.badAnswer("has no array " + place + ".embedding");
        }
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!numbers.get(i).isNumber()) {
                throw RetryException.badAnswer(
                        "has no number in %s.embedding[%d]".formatted(place, i));
            }
            vector[i] = numbers.get(i).floatValue();
        }
        int expected = dimension.compareAndSet(0, vector.length) ? vector.length : dimension.get();
        if (vector.length != expected) {
            throw new ModelException(
                    "The server gives an embedding of %d numbers, and %d are expected; set 'dimension' to what the model has, or check 'model'"
                            .formatted(vector.length, expected));
        }
        return GenericRowData.of(new GenericArrayData(vector));
    }

    @Override
    public String identity() {
        return "embeddings 1, " + fixed + ", " + parts;
    }
}
