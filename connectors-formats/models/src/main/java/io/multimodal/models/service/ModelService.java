// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multimodal.models.remote.ApiKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of models over HTTP. It is alive when it was started, and ready when all models are
 * loaded and warm. Thread-safe.
 *
 * <p>The server is that of the JDK: blocking, with a thread for each connection that is served, so
 * that a client that is slow holds one thread of a bounded number and nothing else.
 */
public final class ModelService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
    private static final Logger ACCESS = LoggerFactory.getLogger("io.multimodal.access");
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final Map<String, ServedModel> models = new ConcurrentHashMap<>();
    private final ServiceRoutes routes;
    private final AtomicInteger exchanges = new AtomicInteger();

    private ModelService(InetSocketAddress address, ApiKey key, ServiceLimits limits)
            throws IOException {
        setUp(limits);
        this.server = HttpServer.create(address, BACKLOG);
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        limits.connections(),
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> new Thread(task, "service-" + exchanges.incrementAndGet()));
        this.routes = new ServiceRoutes(models, key, limits, metrics);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** The server of the JDK is set up by properties, and reads them once in a process. */
    private static void setUp(ServiceLimits limits) {
        setUp("sun.net.httpserver.nodelay", "true");
        setUp("sun.net.httpserver.maxReqTime", Integer.toString(limits.requestSeconds()));
        setUp("jdk.httpserver.maxConnections", Integer.toString(limits.connections()));
    }

    private static void setUp(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Starts a server without models, which is alive and not ready.
     *
     * @param key that clients send as a bearer token; {@link ApiKey#NONE} for none
     */
    public static ModelService start(InetSocketAddress address, ApiKey key, ServiceLimits limits)
            throws IOException {
        ModelService service = new ModelService(address, key, limits);
        service.server.start();
        return service;
    }

    /**
     * Loads the models, and is ready then. Blocks.
     *
     * @throws IOException if one cannot be loaded
     */
    public void serve(List<ServiceModel> served) throws IOException {
        for (ServiceModel model : served) {
            ServedModel open = ServedModel.open(model, metrics);
            if (models.putIfAbsent(model.name(), open) != null) {
                open.close();
                throw new IllegalArgumentException("Two models are called " + model.name());
            }
            LOG.info("Model {} is warm", model.name());
        }
        routes.ready();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        long start = System.nanoTime();
        try (exchange) {
            ServiceReply reply = routes.reply(exchange);
            if (!reply.contentType().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            }
            if (reply.headerBytes() >= 0) {
                exchange.getResponseHeaders()
                        .set(
                                InferenceProtocol.HEADER_LENGTH,
                                Integer.toString(reply.headerBytes()));
            }
            int length = reply.body().length;
            exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(reply.body());
            log(exchange, reply.status(), length, start);
        } catch (IOException e) {
            // The client has gone, or was too slow.
            log(exchange, 0, 0, start);
        }
    }

    private static void log(HttpExchange exchange, int status, int bytes, long start) {
        String path = exchange.getRequestURI().getRawPath();
        boolean isProbe = path != null && path.startsWith("/v2/health/");
        if (ACCESS.isInfoEnabled() && !isProbe) {
            ACCESS.info(
                    "{} {} {} {} {} bytes {} ms",
                    exchange.getRemoteAddress().getAddress().getHostAddress(),
                    exchange.getRequestMethod(),
                    path == null ? "" : path.substring(0, Math.min(path.length(), 200)),
                    status == 0 ? "gone" : status,
                    bytes,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /**
     * Takes no more inferences, and waits for those that run. Blocks.
     *
     * @return whether all were answered in time
     */
    public boolean drain(Duration longest) throws InterruptedException {
        return routes.drain(longest);
    }

    /** Ends it; what still runs is not answered. Idempotent. */
    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdown();
        List<ServedModel> open = new ArrayList<>(models.values());
        models.clear();
        for (ServedModel model : open) {
            model.close();
        }
    }
}
