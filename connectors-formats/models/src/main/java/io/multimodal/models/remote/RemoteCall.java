// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.models.runtime.AbandonedException;
import io.multimodal.store.http.HostGates;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One request with its repetitions. Each attempt waits at the gate of its server, is sent, and ends
 * the call or begins the next attempt after a pause.
 */
final class RemoteCall<T> {
    /** A server that asks for more is tried again nevertheless. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Exchange<T> exchange;
    private final Endpoints endpoints;
    private final RemoteSettings settings;
    private final RemoteMeter meter;
    private final ServerErrors errors;
    private final BooleanSupplier abandoned;
    private final Pauses pauses;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile Runnable cancel = () -> {};
    private volatile Exchange.Body body;

    RemoteCall(
            Exchange<T> exchange,
            Endpoints endpoints,
            RemoteSettings settings,
            RemoteMeter meter,
            ServerErrors errors,
            BooleanSupplier abandoned) {
        this.exchange = exchange;
        this.endpoints = endpoints;
        this.settings = settings;
        this.meter = meter;
        this.errors = errors;
        this.abandoned = abandoned;
        this.pauses = new Pauses(settings.attempts(), settings.call());
    }

    CompletableFuture<T> begin() {
        attempt();
        return result;
    }

    void abandon() {
        result.completeExceptionally(new AbandonedException());
        cancel.run();
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        Endpoints.Use server = endpoints.pick();
        CompletableFuture<HostGates.Permit> permit =
                HostGates.shared()
                        .acquire(
                                RemoteClient.gate(server.uri(), settings.model()),
                                settings.politeness());
        cancel = () -> HostGates.giveUp(permit);
        if (result.isDone()) {
            HostGates.giveUp(permit);
        }
        var unused =
                permit.whenCompleteAsync(
                        (granted, failure) -> {
                            if (granted == null) {
                                server.release();
                            } else {
                                send(server, granted);
                            }
                        },
                        RemoteThreads.readers());
    }

    private void send(Endpoints.Use server, HostGates.Permit permit) {
        HttpRequest request;
        try {
            if (result.isDone() || abandoned.getAsBoolean()) {
                throw new AbandonedException();
            }
            if (body == null) {
                body = exchange.body();
            }
            request = request(server.uri());
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            permit.close();
            server.release();
            result.completeExceptionally(e);
            return;
        }
        meter.begins(body.bytes().length);
        pauses.begin();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> sent =
                RemoteClient.http()
                        .sendAsync(request, info -> new BoundedBody(settings.maxAnswerBytes()));
        cancel = () -> sent.cancel(true);
        if (result.isDone()) {
            sent.cancel(true);
        }
        var unused =
                sent.copy()
                        .orTimeout(settings.attempt().toMillis(), TimeUnit.MILLISECONDS)
                        .whenCompleteAsync(
                                (response, failure) -> {
                                    sent.cancel(true);
                                    permit.close();
                                    meter.ends(System.nanoTime() - start);
                                    answered(server, response, failure);
                                },
                                RemoteThreads.finishers());
    }

    private HttpRequest request(URI endpoint) {
        HttpRequest.Builder request =
                exchange.address(endpoint).header("User-Agent", "flink-multimodal");
        if (!body.isNone()) {
            request.header("Content-Type", body.contentType())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
        }
        settings.key()
                .secret()
                .ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    private void answered(Endpoints.Use server, HttpResponse<byte[]> response, Throwable failure) {
        try {
            if (failure != null) {
                errors.fail(server.uri(), failure);
            }
            errors.check(server.uri(), response, exchange);
            T value = exchange.read(new Exchange.Answer(response.headers(), response.body()));
            server.end(true);
            result.complete(value);
        } catch (RetryException e) {
            server.end(e.isReached());
            if (response != null && response.statusCode() == 429) {
                meter.throttled();
            }
            again(server.uri(), e);
        } catch (Throwable e) {
            server.end(true);
            result.completeExceptionally(e);
        }
    }

    private void again(URI uri, RetryException failure) {
        Optional<Duration> after = failure.after();
        after.ifPresent(
                asked ->
                        HostGates.shared()
                                .pause(
                                        RemoteClient.gate(uri, settings.model()),
                                        asked.compareTo(LONGEST_PAUSE) < 0
                                                ? asked
                                                : LONGEST_PAUSE));
        boolean tooLong = after.filter(asked -> pauses.endBefore(asked)).isPresent();
        // Another server is there at once.
        Optional<Duration> pause = pauses.next(endpoints.size() > 1 && endpoints.isAnyUp());
        if (tooLong || pause.isEmpty()) {
            result.completeExceptionally(
                    ServerErrors.givenUp(
                            failure, pauses.attempt(), tooLong ? after : Optional.empty()));
            return;
        }
        meter.repeats();
        CompletableFuture.delayedExecutor(
                        pause.get().toNanos(), TimeUnit.NANOSECONDS, RemoteThreads.finishers())
                .execute(this::attempt);
    }
}
