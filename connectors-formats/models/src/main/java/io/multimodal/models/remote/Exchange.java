// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * What is asked and what is made of the answer. One object for a request and its repetitions; used
 * by one thread at a time.
 *
 * @param <T> what an answer says
 */
public interface Exchange<T> {
    /** The bytes of a request and their type. */
    @SuppressWarnings("ArrayRecordComponent") // Made once a request, compared never.
    record Body(String contentType, byte[] bytes) {
        /** A request that asks for something that is there: a GET. */
        public static final Body NONE = new Body("", new byte[0]);

        boolean isNone() {
            return contentType.isEmpty();
        }
    }

    /**
     * The body. Called once, when the request may be sent, so that rows that wait hold no memory.
     * May block to read and encode.
     */
    Body body() throws IOException, InvalidReferenceException;

    /** Adds the address at a server, and headers of the protocol. */
    default HttpRequest.Builder address(URI endpoint) {
        return HttpRequest.newBuilder(endpoint);
    }

    /**
     * Whether a status of 5xx says that the row cannot be predicted, and not that the server is
     * busy.
     */
    default boolean isOfRow(int status) {
        return false;
    }

    /**
     * What an answer with a status of 2xx says.
     *
     * @throws RetryException if it is no answer of the protocol
     * @throws IOException if it is one, and the row cannot be made of it
     */
    T read(Answer answer) throws RetryException, IOException;

    /** An answer: its headers and its body. */
    record Answer(
            java.net.http.HttpHeaders headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}
}
