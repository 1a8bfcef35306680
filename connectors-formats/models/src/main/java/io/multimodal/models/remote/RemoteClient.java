// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.store.http.HttpClients;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the servers that run one model, for one subtask: as many requests at a time and as fast as
 * the settings allow, over all subtasks of the process; repeated where that may help; at another
 * server where there is one. Does not block. Thread-safe.
 */
public final class RemoteClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Endpoints endpoints;
    private final RemoteSettings settings;
    private final RemoteMeter meter;
    private final ServerErrors errors;
    private final Set<RemoteCall<?>> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A client of these servers. */
    public RemoteClient(Endpoints endpoints, RemoteSettings settings, RemoteMeter meter) {
        this.endpoints = endpoints;
        this.settings = settings;
        this.meter = meter;
        this.errors = new ServerErrors(settings);
    }

    /** Of the process. */
    private static final class Http {
        static final HttpClient SHARED = HttpClients.create(CONNECT_TIMEOUT);
    }

    static HttpClient http() {
        return Http.SHARED;
    }

    /**
     * Asks.
     *
     * @return completed in a thread of {@link RemoteThreads}; exceptionally with a {@code
     *     MediaException} where the row cannot be predicted, with a {@code ModelException} where no
     *     row can, or with what the exchange threw
     */
    public <T> CompletableFuture<T> ask(Exchange<T> exchange) {
        RemoteCall<T> call =
                new RemoteCall<>(exchange, endpoints, settings, meter, errors, () -> closed);
        calls.add(call);
        CompletableFuture<T> result = call.begin();
        var unused = result.whenComplete((value, failure) -> calls.remove(call));
        if (closed) {
            call.abandon();
        }
        return result;
    }

    /** The first characters of an answer that cannot be read, for messages. */
    public String quote(byte[] body) {
        return errors.quote(body);
    }

    /** How a gate is named at which the requests for this model wait. */
    static String gate(java.net.URI endpoint, String model) {
        return endpoint.getRawAuthority() + " " + model;
    }

    /** Abandons what is asked: it fails with an {@code AbandonedException}. Idempotent. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(RemoteCall::abandon);
    }
}
