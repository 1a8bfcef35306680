// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.http.HttpClients;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request for a whole resource. Used once. */
final class WebExchange {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_SHOWN_CHARS = 200;

    private final ExternalUri uri;
    private final WebVersion known;
    private final WebLimits limits;
    private volatile SpoolingSubscriber body;

    WebExchange(ExternalUri uri, WebVersion known, WebLimits limits) {
        this.uri = uri;
        this.known = known;
        this.limits = limits;
    }

    /** Of the process. */
    private static final class Client {
        static final HttpClient SHARED = HttpClients.create(CONNECT_TIMEOUT);
    }

    /** The answer, or a {@link StoreException}. Does not block. */
    CompletableFuture<HttpResponse<SpooledContent>> send() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri.uri())
                        .header("Accept-Encoding", "identity")
                        .header("User-Agent", "flink-multimodal")
                        .timeout(limits.requestTimeout());
        known.etag().ifPresent(etag -> request.header("If-None-Match", etag));
        known.lastModified().ifPresent(date -> request.header("If-Modified-Since", date));
        return Client.SHARED
                .sendAsync(request.build(), this::subscriber)
                .orTimeout(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(
                        failure -> {
                            SpoolingSubscriber begun = body;
                            if (begun != null) {
                                begun.abort(failure);
                            }
                            return CompletableFuture.failedFuture(typed(failure));
                        });
    }

    private SpoolingSubscriber subscriber(HttpResponse.ResponseInfo info) {
        long claimed = info.headers().firstValueAsLong("Content-Length").orElse(0);
        if (info.statusCode() != 200) {
            body = SpoolingSubscriber.discarding();
        } else {
            body = SpoolingSubscriber.of(new SpooledContent(uri.toString(), limits.maxBytes()));
            if (claimed > limits.maxBytes()) {
                body.abort(
                        new ObjectTooLargeException(
                                "Cannot fetch %s: it has %d bytes, and the limit is %d"
                                        .formatted(uri, claimed, limits.maxBytes())));
            }
        }
        return body;
    }

    private StoreException typed(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof StoreException known) {
                return known;
            } else if (HttpClients.isFinal(inner)) {
                return new RefusedException("Cannot fetch " + uri + ": " + shown(inner), inner);
            }
        }
        String why =
                cause instanceof TimeoutException || cause instanceof CancellationException
                        ? "it took longer than %d ms".formatted(limits.requestTimeout().toMillis())
                        : cause.getClass().getSimpleName()
                                + (cause.getMessage() == null ? "" : ", " + shown(cause));
        return new StoreUnavailableException("Cannot fetch " + uri + ": " + why, cause);
    }

    /** Java's messages repeat what a server sent, however long that is. */
    private static String shown(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.length() <= MAX_SHOWN_CHARS
                ? message
                : message.substring(0, MAX_SHOWN_CHARS) + "…";
    }
}
