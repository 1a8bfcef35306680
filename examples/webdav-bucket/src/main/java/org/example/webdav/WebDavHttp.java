// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** HTTP as a blob client needs it: bounded answers, cancellation, and an end. */
final class WebDavHttp implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "webdav");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .executor(threads)
                    .build();
    private final Optional<String> authorization;
    private volatile boolean closed;

    WebDavHttp(Optional<String> user, Optional<String> password) {
        this.authorization =
                user.map(
                        name -> {
                            String pair = name + ":" + password.orElse("");
                            return "Basic "
                                    + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
                        });
    }

    /**
     * Sends a request once.
     *
     * @param maxBytes the longest body that is read
     */
    <T> CompletableFuture<T> send(HttpRequest.Builder request, int maxBytes, Meaning<T> meaning) {
        if (closed) {
            return CompletableFuture.failedFuture(new RefusedException("The client was closed"));
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<InputStream>> sent =
                http.sendAsync(request.build(), BodyHandlers.ofInputStream());
        CompletableFuture<T> meant =
                sent.thenApplyAsync(
                        response -> {
                            try {
                                return meaning.of(read(response, maxBytes));
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            }
                        },
                        threads);
        var unused =
                meant.whenComplete(
                        (value, failure) -> {
                            if (meant.isCancelled()) {
                                sent.cancel(true);
                            }
                        });
        return meant;
    }

    private static Answer read(HttpResponse<InputStream> response, int maxBytes)
            throws IOException {
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(maxBytes);
            boolean isError = response.statusCode() >= 300;
            if (!isError && in.read() >= 0) {
                throw new IOException("The answer is longer than " + maxBytes + " bytes");
            }
            return new Answer(
                    response.request().method(), response.statusCode(), response.headers(), body);
        }
    }

    /** A path with each of its segments as URLs have them. */
    static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }

    /** What an answer means; throws where it is a failure. */
    interface Meaning<T> {
        T of(Answer answer) throws IOException;
    }

    /** What a server answered. */
    static final class Answer {
        private final String method;
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Answer(String method, int status, HttpHeaders headers, byte[] body) {
            this.method = method;
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /**
         * True.
         *
         * @throws IOException if the status is none of these
         */
        boolean isOneOf(int... expected) throws IOException {
            if (Arrays.stream(expected).noneMatch(each -> each == status)) {
                throw failure();
            }
            return true;
        }

        /** What cannot succeed another time is refused; all else may be tried again. */
        IOException failure() {
            return switch (status) {
                case 401, 403 ->
                        new RefusedException(
                                this
                                        + ": access denied; set WEBDAV_USER and WEBDAV_PASSWORD on"
                                        + " this machine");
                case 400, 405, 414, 415, 501 -> new RefusedException(this + ": refused");
                default -> new IOException(toString());
            };
        }

        @Override
        public String toString() {
            return "The server answered " + status + " to " + method;
        }
    }
}
