// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An S3 server in this process with one bucket, whose keys lie in a sorted map, so that a page of a
 * listing costs the same whatever the bucket holds. S3Proxy looks at every object for each page:
 * seconds with 100,000. It knows what a store with small objects asks for, and checks no signature.
 */
final class SortedBucketServer implements AutoCloseable {
    private static final int PAGE = 1000;
    private static final int WRITE_BYTES = 1 << 14;

    private final ConcurrentNavigableMap<String, Blob> objects = new ConcurrentSkipListMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;
    private final BucketEndpoint endpoint;

    SortedBucketServer(String bucket) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/" + bucket, this::answer);
        server.start();
        endpoint = BucketEndpoint.of(bucket, server.getAddress().getPort());
    }

    BucketEndpoint endpoint() {
        return endpoint;
    }

    /** Puts an object without a request. */
    void plant(String key, byte[] content) {
        objects.put(key, new Blob(content));
    }

    /** How many requests there were. */
    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        String key = path.substring(Math.min(path.length(), endpoint.bucket().length() + 2));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, key, sent);
            case "POST" ->
                    // The probe of a new store begins an upload, to see whether parts are checked.
                    send(
                            exchange,
                            200,
                            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
                                    .getBytes(UTF_8));
            case "DELETE" -> {
                objects.remove(key);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> {
                if (key.isEmpty()) {
                    send(exchange, 200, list(query(exchange)).getBytes(UTF_8));
                } else {
                    get(exchange, objects.get(key));
                }
            }
        }
        exchange.close();
    }

    private void put(HttpExchange exchange, String key, byte[] sent) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        boolean chunked = headers.containsKey("x-amz-decoded-content-length");
        Blob blob = new Blob(chunked ? unchunked(sent) : sent);
        if (query(exchange).containsKey("partNumber")) {
            exchange.getResponseHeaders().set("ETag", blob.tag());
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        if (headers.containsKey("If-None-Match")) {
            if (objects.putIfAbsent(key, blob) != null) {
                refuse(exchange, 412, "PreconditionFailed");
                return;
            }
        } else {
            objects.put(key, blob);
        }
        exchange.getResponseHeaders().set("ETag", blob.tag());
        exchange.sendResponseHeaders(200, -1);
    }

    /** The content of chunks, each a line with its length and then its bytes. */
    private static byte[] unchunked(byte[] sent) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String text = new String(sent, ISO_8859_1);
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, end).split(";", 2)[0], 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(sent, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    private static void get(HttpExchange exchange, Blob blob) throws IOException {
        if (blob == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        Headers answer = exchange.getResponseHeaders();
        answer.set("ETag", blob.tag());
        answer.set(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(blob.at.atOffset(ZoneOffset.UTC)));
        byte[] content = blob.content;
        if (exchange.getRequestMethod().equals("HEAD")) {
            answer.set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, content);
            return;
        }
        String[] bounds = range.substring("bytes=".length()).split("-", 2);
        int from = Integer.parseInt(bounds[0]);
        if (from >= content.length) {
            answer.set("Content-Range", "bytes */" + content.length);
            refuse(exchange, 416, "InvalidRange");
            return;
        }
        int to = (int) Math.min(content.length - 1L, Long.parseLong(bounds[1]));
        answer.set("Content-Range", "bytes " + from + "-" + to + "/" + content.length);
        send(exchange, 206, content, from, to + 1);
    }

    private String list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String after =
                query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        int limit = Integer.parseInt(query.getOrDefault("max-keys", Integer.toString(PAGE)));
        StringBuilder contents = new StringBuilder();
        String last = "";
        boolean more = false;
        int count = 0;
        for (Map.Entry<String, Blob> object :
                (after.compareTo(prefix) < 0
                                ? objects.tailMap(prefix, true)
                                : objects.tailMap(after, false))
                        .entrySet()) {
            if (!object.getKey().startsWith(prefix)) {
                break;
            }
            if (count == limit) {
                more = true;
                break;
            }
            last = object.getKey();
            count++;
            contents.append(
                    "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
                            .formatted(
                                    last,
                                    object.getValue().at,
                                    object.getValue().tag(),
                                    object.getValue().content.length));
        }
        String next = more ? "<NextContinuationToken>" + last + "</NextContinuationToken>" : "";
        return "<ListBucketResult><KeyCount>%d</KeyCount><IsTruncated>%b</IsTruncated>%s%s</ListBucketResult>"
                .formatted(count, more, next, contents);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] both = pair.split("=", 2);
            query.put(both[0], both.length == 1 ? "" : URLDecoder.decode(both[1], UTF_8));
        }
        return query;
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, ("<Error><Code>" + code + "</Code></Error>").getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        send(exchange, status, body, 0, body.length);
    }

    private static void send(HttpExchange exchange, int status, byte[] body, int from, int to)
            throws IOException {
        boolean empty = exchange.getRequestMethod().equals("HEAD") || from == to;
        exchange.sendResponseHeaders(status, empty ? -1 : to - from);
        // Each connection keeps a buffer of twice the longest write, which would count as heap.
        for (int at = from; at < to && !empty; at += WRITE_BYTES) {
            exchange.getResponseBody().write(body, at, Math.min(WRITE_BYTES, to - at));
        }
    }

    private static final class Blob {
        private final byte[] content;
        private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        Blob(byte[] content) {
            this.content = content;
        }

        String tag() {
            return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
        }
    }
}
