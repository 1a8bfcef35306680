// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema registry on the loopback interface that keeps schemas in memory. It speaks the part of
 * the published REST protocol that writers and readers of records use: registering a schema of a
 * subject, looking it up, and reading a schema by its id. Everything else is answered as an error.
 */
final class SchemaRegistry implements AutoCloseable {
    private static final Pattern REGISTER = Pattern.compile("POST /subjects/([^/]+)/versions");
    private static final Pattern LOOK_UP = Pattern.compile("POST /subjects/([^/]+)");
    private static final Pattern READ = Pattern.compile("GET /schemas/ids/(\\d+)");

    /** The schema of a request, as the JSON string that it is. */
    private static final Pattern SCHEMA =
            Pattern.compile("\"schema\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");

    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, Integer> idsBySubject = new ConcurrentSkipListMap<>();

    private SchemaRegistry(HttpServer server) {
        this.server = server;
    }

    static SchemaRegistry start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SchemaRegistry registry = new SchemaRegistry(server);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The last schema of a subject, as a JSON string; null if there is none. */
    synchronized String schema(String subject) {
        Integer id = idsBySubject.get(subject);
        return id == null ? null : schemas.get(id - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            String found = answer(request, body);
            byte[] answer =
                    (found == null ? "{\"error_code\":40403,\"message\":\"not found\"}" : found)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(found == null ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private synchronized String answer(String request, String body) {
        Matcher register = REGISTER.matcher(request);
        Matcher lookUp = LOOK_UP.matcher(request);
        Matcher read = READ.matcher(request);
        if (register.matches()) {
            int id = idOf(schemaIn(body));
            idsBySubject.put(register.group(1), id);
            return "{\"id\":%d}".formatted(id);
        } else if (lookUp.matches()) {
            String subject = lookUp.group(1);
            String schema = schemaIn(body);
            return schema.equals(schema(subject))
                    ? "{\"subject\":\"%s\",\"version\":1,\"id\":%d,\"schema\":%s}"
                            .formatted(subject, idOf(schema), schema)
                    : null;
        } else if (read.matches()) {
            int id = Integer.parseInt(read.group(1));
            return id > schemas.size() ? null : "{\"schema\":%s}".formatted(schemas.get(id - 1));
        }
        return null;
    }

    private static String schemaIn(String body) {
        Matcher schema = SCHEMA.matcher(body);
        if (!schema.find()) {
            throw new IllegalArgumentException("A request without a schema: " + body);
        }
        return schema.group(1);
    }

    private int idOf(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
