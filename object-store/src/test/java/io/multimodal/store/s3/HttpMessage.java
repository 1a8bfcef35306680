// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request or an answer of HTTP/1.1, whole in memory. */
final class HttpMessage {
    final String start;
    final List<String> headers;
    byte[] body;

    HttpMessage(String start, List<String> headers, byte[] body) {
        this.start = start;
        this.headers = new ArrayList<>(headers);
        this.body = body;
    }

    /** The next message; empty where the connection ends. */
    static Optional<HttpMessage> readHead(InputStream in) throws IOException {
        String start = line(in);
        if (start == null) {
            return Optional.empty();
        }
        HttpMessage message = new HttpMessage(start, List.of(), new byte[0]);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            message.headers.add(line);
        }
        return Optional.of(message);
    }

    void readBody(InputStream in) throws IOException {
        if ("chunked".equalsIgnoreCase(header("Transfer-Encoding").orElse(""))) {
            ByteArrayOutputStream chunks = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                chunks.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            body = chunks.toByteArray();
            drop("Transfer-Encoding");
        } else {
            body = in.readNBytes(Integer.parseInt(header("Content-Length").orElse("0")));
        }
    }

    void write(OutputStream out) throws IOException {
        out.write(head());
        out.write(body);
        out.flush();
    }

    byte[] head() {
        return (start + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> is(header, name))
                .map(header -> header.substring(name.length() + 1).trim())
                .findFirst();
    }

    /** Drops the headers whose names begin so. */
    void drop(String name) {
        headers.removeIf(
                header ->
                        header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)));
    }

    void set(String name, String value) {
        headers.removeIf(header -> is(header, name));
        headers.add(name + ": " + value);
    }

    private static boolean is(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private static int chunk(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("a chunk is missing");
        }
        return Integer.parseInt(line.replaceAll(";.*", "").trim(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).replaceAll("\r$", "");
    }
}
