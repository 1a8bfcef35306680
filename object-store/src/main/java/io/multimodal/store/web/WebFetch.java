// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.http.HostGates;
import io.multimodal.store.http.RetryAfter;
import io.multimodal.store.internal.Backoff;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One URL: all its attempts, and all redirects of each. Used once. */
final class WebFetch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final int MAX_SHOWN_CHARS = 40;

    private final ExternalUri uri;
    private final WebVersion known;
    private final WebLimits limits;
    private final ExternalPrefixes allowed;
    private final Executor threads;
    private final Backoff backoff;

    /**
     * @param threads look hosts up and decompress
     */
    WebFetch(
            ExternalUri uri,
            WebVersion known,
            WebLimits limits,
            ExternalPrefixes allowed,
            Executor threads) {
        this.uri = uri;
        this.known = known;
        this.limits = limits;
        this.allowed = allowed;
        this.threads = threads;
        this.backoff =
                new Backoff(limits.attempts(), FIRST_PAUSE, LONGEST_PAUSE, limits.deadline());
    }

    CompletableFuture<WebResponse> run() {
        CompletableFuture<WebResponse> result = new CompletableFuture<>();
        attempt(result);
        return result;
    }

    private void attempt(CompletableFuture<WebResponse> result) {
        CompletableFuture<?> unused =
                hop(uri, 0)
                        .whenComplete(
                                (response, failure) -> {
                                    if (failure == null) {
                                        result.complete(response);
                                    } else {
                                        failOrTryAgain(result, failure);
                                    }
                                });
    }

    private void failOrTryAgain(CompletableFuture<WebResponse> result, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        OptionalLong pause =
                cause instanceof StoreUnavailableException
                        ? backoff.nextPauseNanos()
                        : OptionalLong.empty();
        if (pause.isEmpty()) {
            result.completeExceptionally(cause);
        } else {
            CompletableFuture.delayedExecutor(pause.getAsLong(), TimeUnit.NANOSECONDS, threads)
                    .execute(() -> attempt(result));
        }
    }

    /** One request, in its turn at the host, and those that its redirects lead to. */
    private CompletableFuture<WebResponse> hop(ExternalUri at, int hops) {
        return HostGates.shared()
                .acquire(at.uri().getRawAuthority(), limits.politeness())
                .orTimeout(Math.max(1, backoff.leftNanos()), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(
                        late ->
                                CompletableFuture.failedFuture(
                                        new RefusedException(
                                                "Cannot fetch %s: its turn at the host did not come within %s; raise the number of requests a host, or the deadline"
                                                        .formatted(at, limits.deadline()))))
                .thenComposeAsync(permit -> ask(at, permit), threads)
                .thenComposeAsync(answer -> follow(at, hops, answer), threads);
    }

    private CompletableFuture<HttpResponse<SpooledContent>> ask(
            ExternalUri at, HostGates.Permit permit) {
        CompletableFuture<HttpResponse<SpooledContent>> sent;
        try {
            allowed.checkWeb(at);
            sent = new WebExchange(at, known, limits).send();
        } catch (RefusedException | RuntimeException e) {
            permit.close();
            return CompletableFuture.failedFuture(e);
        }
        return sent.whenComplete((answer, failure) -> permit.close());
    }

    private CompletableFuture<WebResponse> follow(
            ExternalUri at, int hops, HttpResponse<SpooledContent> answer) {
        try {
            switch (answer.statusCode()) {
                case 200 -> {
                    return CompletableFuture.completedFuture(response(at, answer));
                }
                case 301, 302, 303, 307, 308 -> {
                    return hop(target(at, hops, answer.headers()), hops + 1);
                }
                default -> {
                    if (answer.statusCode() == 304 && known.isKnown()) {
                        return CompletableFuture.completedFuture(
                                new WebResponse(at, known, Optional.empty(), null));
                    }
                    throw refusal(at, answer);
                }
            }
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private WebResponse response(ExternalUri at, HttpResponse<SpooledContent> answer)
            throws StoreException {
        HttpHeaders headers = answer.headers();
        return new WebResponse(
                at,
                WebVersion.of(headers.firstValue("ETag"), headers.firstValue("Last-Modified")),
                headers.firstValue("Content-Type").filter(type -> type.length() <= 200),
                decoded(at, headers, answer.body()));
    }

    /** It was not asked to compress; a server that does is read within the same limit. */
    private static SpooledContent decoded(
            ExternalUri at, HttpHeaders headers, SpooledContent received) throws StoreException {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
        try {
            return switch (encoding) {
                case "identity", "" -> received;
                case "gzip", "x-gzip" -> received.gunzipped();
                default -> {
                    received.close();
                    throw new RefusedException(
                            "Cannot fetch %s: it is sent encoded as '%s', unasked"
                                    .formatted(at, cut(encoding)));
                }
            };
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(
                    "Cannot fetch %s: it is sent as gzip and cannot be decompressed: %s"
                            .formatted(at, e.getMessage()),
                    e);
        }
    }

    private ExternalUri target(ExternalUri at, int hops, HttpHeaders headers)
            throws RefusedException {
        if (hops >= limits.maxRedirects()) {
            throw new RefusedException(
                    "Cannot fetch %s: it redirects more than %d times"
                            .formatted(uri, limits.maxRedirects()));
        }
        ExternalUri target = RedirectTarget.of(at, headers.firstValue("Location").orElse(""));
        if (at.uri().getScheme().equals("https") && !target.scheme().equals("https")) {
            throw new PlaceNotAllowedException(
                    "Cannot fetch %s: it redirects from https to %s".formatted(at, target));
        }
        return target;
    }

    /** What a server says, as a message shows it. */
    private static String cut(String text) {
        return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
    }

    private StoreException refusal(ExternalUri at, HttpResponse<SpooledContent> answer) {
        int status = answer.statusCode();
        String what = "Cannot fetch " + at + ": the server answers HTTP " + status;
        if (status == 404 || status == 410) {
            return new ObjectNotFoundException(what + ", there is nothing");
        } else if (status != 408 && status != 425 && status != 429 && status < 500) {
            return new RefusedException(what);
        }
        Optional<Duration> pause = RetryAfter.of(answer.headers());
        if (pause.isPresent() && (status == 429 || status == 503)) {
            if (pause.get().toNanos() > backoff.leftNanos()) {
                return new RefusedException(
                        "%s and asks for a pause of %s, which is beyond the deadline of %s"
                                .formatted(what, pause.get(), limits.deadline()));
            }
            HostGates.shared().pause(at.uri().getRawAuthority(), pause.get());
        }
        return new StoreUnavailableException(what);
    }
}
