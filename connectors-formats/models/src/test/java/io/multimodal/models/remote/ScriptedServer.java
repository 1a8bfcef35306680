// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on this machine that says what a test wants, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    /** What came. */
    @SuppressWarnings("ArrayRecordComponent") // Compared never.
    public record Request(
            String method, String path, Map<String, List<String>> headers, byte[] body) {
        /** The first value of a header. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** The body as text. */
        public String text() {
            return new String(body, UTF_8);
        }
    }

    /**
     * What goes back.
     *
     * @param cut whether the connection ends in the middle of the body
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared never.
    public record Reply(int status, Map<String, String> headers, byte[] body, boolean cut) {
        /** A whole reply of text. */
        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body.getBytes(UTF_8), false);
        }

        /** The same with a header. */
        public Reply with(String name, String value) {
            return new Reply(status, Map.of(name, value), body, cut);
        }

        /** The same, of which the second half does not come. */
        public Reply half() {
            return new Reply(status, headers, body, true);
        }
    }

    /** Starts it on a free port of the loopback. */
    public ScriptedServer(Function<Request, Reply> script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, script));
        server.start();
    }

    private void handle(HttpExchange exchange, Function<Request, Reply> script) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try (exchange) {
            Request request =
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            exchange.getRequestBody().readAllBytes());
            requests.add(request);
            Reply reply = script.apply(request);
            inFlight.decrementAndGet();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(
                    reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody()
                    .write(
                            reply.body(),
                            0,
                            reply.cut() ? reply.body().length / 2 : reply.body().length);
            exchange.getResponseBody().flush();
        } catch (IOException e) {
            // The client has gone.
            throw new UncheckedIOException(e);
        }
    }

    /** A URL of it. */
    public String url(String path) {
        return uri().resolve(path).toString();
    }

    /** Where it is. */
    public URI uri() {
        return URI.create(
                "http://"
                        + server.getAddress().getAddress().getHostAddress()
                        + ":"
                        + server.getAddress().getPort());
    }

    /** What it was asked, in order. */
    public List<Request> requests() {
        return requests;
    }

    /** How many requests it had at a time, at most. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
