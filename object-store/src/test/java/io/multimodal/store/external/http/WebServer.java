// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server on this machine that gives ranges and ETags, or not, as a test likes. */
final class WebServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    /** By raw path. */
    final Map<String, byte[]> resources = new ConcurrentHashMap<>();

    /** Where raw paths redirect to. */
    final Map<String, String> redirects = new ConcurrentHashMap<>();

    /** What was asked, as in {@code GET /x bytes=0-0}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    volatile boolean ranges = true;
    volatile boolean etags = true;

    /** Given in place of one that tells the bytes; null for none. */
    volatile String etag;

    volatile boolean dates;

    /** How many requests are answered with this status first. */
    volatile int failures;

    volatile int failureStatus = 503;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String uri(String rawPath) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + rawPath;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            requests.add(exchange.getRequestMethod() + " " + path + " " + range);
            synchronized (this) {
                if (failures > 0) {
                    failures--;
                    exchange.sendResponseHeaders(failureStatus, -1);
                    return;
                }
            }
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().add("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (resources.containsKey(path)) {
                give(exchange, resources.get(path), RANGE.matcher(range));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void give(HttpExchange exchange, byte[] bytes, Matcher range) throws IOException {
        if (etags) {
            String strong = '"' + ContentId.hash(bytes).hex().substring(0, 16) + '"';
            exchange.getResponseHeaders().add("ETag", etag == null ? strong : etag);
        }
        if (dates) {
            exchange.getResponseHeaders().add("Last-Modified", "Sat, 21 Nov 2020 10:00:00 GMT");
        }
        int start = 0;
        int end = bytes.length;
        if (ranges && range.matches()) {
            start = Integer.parseInt(range.group(1));
            end = (int) Math.min(bytes.length, Long.parseLong(range.group(2)) + 1);
            if (start >= bytes.length) {
                exchange.getResponseHeaders().add("Content-Range", "bytes */" + bytes.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(
                end - start < bytes.length || (ranges && range.matches()) ? 206 : 200,
                end == start ? -1 : end - start);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, start, end - start);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
