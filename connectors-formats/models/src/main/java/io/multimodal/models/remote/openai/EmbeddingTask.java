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
import java.util.List;
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
 */
record EmbeddingTask(String fixed, MediaParts parts, AtomicInteger dimension)
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

    @Override
    public RowData read(JsonNode answer) throws RetryException, IOException {
        JsonNode numbers = answer.path("data").path(0).path("embedding");
        if (!numbers.isArray() || numbers.isEmpty()) {
            throw RetryException.badAnswer("has no array data[0].embedding");
        }
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!numbers.get(i).isNumber()) {
                throw RetryException.badAnswer("has no number in data[0].embedding[" + i + "]");
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
