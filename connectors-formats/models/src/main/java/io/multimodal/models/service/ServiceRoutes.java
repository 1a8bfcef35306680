// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import com.sun.net.httpserver.HttpExchange;
import io.multimodal.models.remote.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service answers. Thread-safe. */
final class ServiceRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRoutes.class);
    private static final Pattern MODEL =
            Pattern.compile("/v2/models/([^/]+)(?:/versions/([^/]+))?(/ready|/infer)?");

    private enum State {
        LOADING,
        READY,
        DRAINING
    }

    private final Map<String, ServedModel> models;
    private final ApiKey key;
    private final ServiceLimits limits;
    private final ServiceMetrics metrics;
    private final AtomicInteger inside = new AtomicInteger();
    private final Semaphore running;
    private final Counter requests;
    private final Counter refused;
    private volatile State state = State.LOADING;

    ServiceRoutes(
            Map<String, ServedModel> models,
            ApiKey key,
            ServiceLimits limits,
            ServiceMetrics metrics) {
        this.models = models;
        this.key = key;
        this.limits = limits;
        this.metrics = metrics;
        this.running = new Semaphore(limits.inFlight(), true);
        MetricGroup service = metrics.addGroup("service");
        this.requests = service.counter("inferences", new ThreadSafeSimpleCounter());
        this.refused = service.counter("refused", new ThreadSafeSimpleCounter());
        service.gauge("inferencesInFlight", () -> limits.inFlight() - running.availablePermits());
        service.gauge(
                "inferencesWaiting",
                () -> Math.max(0, inside.get() - limits.inFlight() + running.availablePermits()));
        service.gauge("ready", () -> state == State.READY);
    }

    void ready() {
        state = State.READY;
    }

    boolean drain(Duration longest) throws InterruptedException {
        state = State.DRAINING;
        long end = System.nanoTime() + longest.toNanos();
        while (inside.get() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(10);
        }
        return inside.get() == 0;
    }

    /** The reply to anything. Blocks. */
    ServiceReply reply(HttpExchange exchange) throws IOException {
        ServiceReply reply;
        try {
            reply = route(exchange, exchange.getRequestURI().getPath());
        } catch (RefusedRequestException e) {
            reply = ServiceReply.error(e.status(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = ServiceReply.error(503, "The service is being ended");
        } catch (RuntimeException | Error e) {
            // Whatever it is, the client hears of it, and the service goes on.
            LOG.error("A request has failed", e);
            reply =
                    ServiceReply.error(
                            500, "The service has failed at this request; its log has the reason");
        }
        if (reply.status() >= 400) {
            refused.inc();
        }
        if (reply.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        } else if (state == State.DRAINING || reply.status() == 413) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        return reply;
    }

    private ServiceReply route(HttpExchange exchange, String path)
            throws RefusedRequestException, IOException, InterruptedException {
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (!isPost && !exchange.getRequestMethod().equals("GET")) {
            throw new RefusedRequestException(405, "The service is asked by GET and POST");
        }
        switch (path == null ? "" : path) {
            case "/v2/health/live" -> {
                return ServiceReply.empty(200);
            }
            case "/v2/health/ready" -> {
                return ServiceReply.empty(state == State.READY ? 200 : 503);
            }
            default -> checkKey(exchange);
        }
        switch (path) {
            case "/metrics" -> {
                return ServiceReply.text(metrics.text());
            }
            case "/v2" -> {
                return ServiceReply.json(200, server());
            }
            default -> {
                Matcher model = MODEL.matcher(path);
                if (!model.matches()) {
                    throw new RefusedRequestException(
                            404,
                            "There is nothing at this path; the service has /v2, /v2/health/live, /v2/health/ready, /v2/models/… and /metrics");
                }
                return ofModel(exchange, model, isPost);
            }
        }
    }

    private static ObjectNode server() {
        ObjectNode json =
                InferRequest.JSON
                        .createObjectNode()
                        .put("name", "flink-multimodal")
                        .put("version", "1");
        json.putArray("extensions").add("binary_tensor_data");
        return json;
    }

    private ServiceReply ofModel(HttpExchange exchange, Matcher path, boolean isPost)
            throws RefusedRequestException, IOException, InterruptedException {
        if (state == State.LOADING) {
            throw new RefusedRequestException(503, "The models are being loaded; come again");
        }
        ServedModel model = models.get(path.group(1));
        if (model == null
                || (path.group(2) != null && !path.group(2).equals(model.model().version()))) {
            throw new RefusedRequestException(
                    404,
                    "The service has no such model; it has "
                            + models.values().stream()
                                    .map(
                                            there ->
                                                    there.model().name()
                                                            + " version "
                                                            + there.model().version())
                                    .toList());
        }
        if (!"/infer".equals(path.group(3))) {
            return path.group(3) == null
                    ? ServiceReply.json(200, model.metadata())
                    : ServiceReply.empty(state == State.READY ? 200 : 503);
        }
        if (!isPost) {
            throw new RefusedRequestException(405, "An inference is asked for by POST");
        }
        return infer(exchange, model);
    }

    private ServiceReply infer(HttpExchange exchange, ServedModel model)
            throws RefusedRequestException, IOException, InterruptedException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedRequestException(415, "The body is not to be compressed");
        }
        // A client that is slow takes no place of the others.
        byte[] body = body(exchange);
        int mine = inside.incrementAndGet();
        try {
            if (state != State.READY) {
                throw new RefusedRequestException(503, "The service is being ended");
            } else if (mine > limits.inFlight() + limits.waiting()) {
                throw new RefusedRequestException(
                        429,
                        "The service has %d requests in flight or waiting, which is the most; come again, or ask another replica"
                                .formatted(limits.inFlight() + limits.waiting()));
            }
            running.acquire();
            try {
                requests.inc();
                return model.infer(
                        body,
                        Optional.ofNullable(
                                exchange.getRequestHeaders()
                                        .getFirst(InferenceProtocol.HEADER_LENGTH)),
                        limits.rows());
            } finally {
                running.release();
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    /** The limit comes before the memory: what a client only announces costs none. */
    private byte[] body(HttpExchange exchange) throws RefusedRequestException, IOException {
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        long length = announced == null ? -1 : Long.parseLong(announced.strip());
        if (length <= limits.requestBytes()) {
            InputStream in = exchange.getRequestBody();
            byte[] body = in.readNBytes(limits.requestBytes());
            if (length >= 0 && body.length < length) {
                throw RefusedRequestException.bad(
                        "The body has %d of the %d bytes that its header announces"
                                .formatted(body.length, length));
            }
            if (length >= 0 || in.read() < 0) {
                return body;
            }
        }
        throw new RefusedRequestException(
                413,
                "The body has more than the %d bytes that a request may have; send fewer rows, or references in the place of bytes"
                        .formatted(limits.requestBytes()));
    }

    private void checkKey(HttpExchange exchange) throws RefusedRequestException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (!key.isBearer(given == null ? "" : given)) {
            throw new RefusedRequestException(
                    401,
                    given == null
                            ? "The service needs a key: the header Authorization with 'Bearer ' and the key"
                            : "The key of the request is not that of the service");
        }
    }
}
