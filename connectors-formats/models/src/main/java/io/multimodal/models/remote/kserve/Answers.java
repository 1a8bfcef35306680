// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ModelException;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Answers of a server, and failures as providers have them. */
final class Answers {
    static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Answers() {}

    static JsonNode json(byte[] bytes, RemoteClient client) throws RetryException {
        return json(bytes, bytes.length, client);
    }

    /** The JSON object in the first bytes. */
    static JsonNode json(byte[] bytes, int length, RemoteClient client) throws RetryException {
        try {
            JsonNode json = JSON.readTree(bytes, 0, length);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw bad("is no JSON object", bytes, client);
    }

    static RetryException bad(String why, byte[] bytes, RemoteClient client) {
        return RetryException.badAnswer(
                "The answer of the server "
                        + why
                        + ": "
                        + client.quote(bytes)
                        + "; check that 'endpoint' speaks the Open Inference Protocol, version 2");
    }

    /**
     * Waits for an answer. A failure of the server or of a row stays one, as the runtime has it.
     */
    static <T> T await(CompletableFuture<T> answer) throws ModelException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelException("The thread was interrupted before the server answered", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ModelException model) {
                throw model;
            } else if (cause instanceof MediaException media) {
                throw ModelException.ofRow(media);
            }
            throw new ModelException("The server was not asked: " + cause, cause);
        }
    }
}
