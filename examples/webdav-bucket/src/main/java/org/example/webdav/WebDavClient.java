// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Objects as files of a WebDAV server, in the folders that their keys name. A server that replaces
 * a file in place may show half of it to a reader meanwhile; the store notices, since it verifies
 * what it reads.
 */
final class WebDavClient implements BlobClient {
    private static final int MAX_LISTING_BYTES = 64 << 20;
    private static final int NO_BYTES = 1 << 16;
    private static final Comparator<Item> BY_BYTES =
            (one, other) ->
                    Arrays.compareUnsigned(one.key().getBytes(UTF_8), other.key().getBytes(UTF_8));

    private final URI server;
    private final WebDavHttp http;

    /**
     * @param server the URL of the store's folder, ends in a slash
     */
    WebDavClient(URI server, Optional<String> user, Optional<String> password) {
        this.server = server;
        this.http = new WebDavHttp(user, password);
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        return put(key, BodyPublishers.ofByteArray(content), ifAbsent);
    }

    /** A server answers 409 where the folder of a file is not there. */
    private CompletableFuture<Put> put(String key, BodyPublisher body, boolean ifAbsent) {
        return putOnce(key, body, ifAbsent)
                .exceptionallyCompose(
                        failure ->
                                isCause(failure, FileNotFoundException.class)
                                        ? makeFolders(key)
                                                .thenCompose(made -> putOnce(key, body, ifAbsent))
                                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Put> putOnce(String key, BodyPublisher body, boolean ifAbsent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(key)).PUT(body);
        if (ifAbsent) {
            request.header("If-None-Match", "*");
        }
        return http.send(
                request,
                NO_BYTES,
                answer ->
                        switch (answer.status()) {
                            case 200, 201, 204 -> Put.WRITTEN;
                            case 412 -> Put.WAS_THERE;
                            case 404, 409 -> throw new FileNotFoundException(answer.toString());
                            default -> throw answer.failure();
                        });
    }

    /** The store's own folder too; 405 says that a folder is there. */
    private CompletableFuture<?> makeFolders(String key) {
        List<URI> folders = new ArrayList<>();
        String path = url(key).getRawPath();
        for (int at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1)) {
            folders.add(server.resolve(path.substring(0, at + 1)));
        }
        CompletableFuture<?> made = CompletableFuture.completedFuture(null);
        for (URI folder : folders) {
            made =
                    made.thenCompose(
                            before ->
                                    http.send(
                                            HttpRequest.newBuilder(folder)
                                                    .method("MKCOL", BodyPublishers.noBody()),
                                            NO_BYTES,
                                            answer -> answer.isOneOf(200, 201, 405, 409)));
        }
        return made;
    }

    @Override
    public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(key))
                        .header("Range", "bytes=" + offset + "-" + (offset + length - 1));
        return http.<Optional<Optional<Part>>>send(
                        request,
                        length,
                        answer ->
                                switch (answer.status()) {
                                    case 404 -> Optional.of(Optional.empty());
                                    // The object ends before the range.
                                    case 416 -> Optional.empty();
                                    default -> Optional.of(Optional.of(part(answer, offset)));
                                })
                .thenCompose(
                        part ->
                                part.map(CompletableFuture::completedFuture)
                                        .orElseGet(() -> nothing(key)));
    }

    private static Part part(WebDavHttp.Answer answer, long offset) throws IOException {
        Optional<String> etag = answer.header("ETag");
        if (answer.status() == 200 && offset == 0) {
            return new Part(answer.body(), answer.body().length, etag);
        }
        if (answer.status() == 200) {
            throw new RefusedException("The server gives no ranges, which a store needs");
        }
        String range = answer.header("Content-Range").orElse("");
        if (answer.status() != 206 || !range.matches("bytes " + offset + "-[0-9]+/[0-9]{1,18}")) {
            throw answer.failure();
        }
        return new Part(
                answer.body(), Long.parseLong(range.substring(range.indexOf('/') + 1)), etag);
    }

    private CompletableFuture<Optional<Part>> nothing(String key) {
        return head(key)
                .thenApply(
                        seen ->
                                seen.map(
                                        head ->
                                                new Part(
                                                        new byte[0],
                                                        head.sizeBytes(),
                                                        head.etag())));
    }

    @Override
    public CompletableFuture<Optional<Head>> head(String key) {
        return http.send(
                HttpRequest.newBuilder(url(key)).method("HEAD", BodyPublishers.noBody()),
                NO_BYTES,
                answer -> {
                    if (answer.status() == 404) {
                        return Optional.empty();
                    }
                    boolean isKnown = answer.isOneOf(200);
                    Optional<Instant> writtenAt =
                            answer.header("Last-Modified")
                                    .map(
                                            date ->
                                                    ZonedDateTime.parse(
                                                                    date,
                                                                    DateTimeFormatter
                                                                            .RFC_1123_DATE_TIME)
                                                            .toInstant());
                    long size = Long.parseLong(answer.header("Content-Length").orElse("-1"));
                    if (!isKnown || size < 0) {
                        throw new IOException("The server does not say how long " + key + " is");
                    }
                    return Optional.of(new Head(size, answer.header("ETag"), writtenAt));
                });
    }

    /** All at once: WebDAV has no pages. A store has few folders below each other. */
    @Override
    public CompletableFuture<Page> list(String prefix, String after) {
        Item last = new Item(after, 0);
        return files(prefix.substring(0, prefix.lastIndexOf('/') + 1), prefix)
                .thenApply(
                        files ->
                                new Page(
                                        files.stream()
                                                .filter(file -> file.key().startsWith(prefix))
                                                .filter(file -> BY_BYTES.compare(file, last) > 0)
                                                .sorted(BY_BYTES)
                                                .toList(),
                                        false));
    }

    /** The files below a folder which may begin with a prefix. */
    private CompletableFuture<List<Item>> files(String folder, String prefix) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(folder))
                        .header("Depth", "1")
                        .header("Content-Type", "application/xml")
                        .method("PROPFIND", BodyPublishers.ofString(MultiStatus.REQUEST));
        CompletableFuture<List<MultiStatus.Entry>> entries =
                http.send(
                        request,
                        MAX_LISTING_BYTES,
                        answer ->
                                answer.status() == 404 || !answer.isOneOf(207)
                                        ? List.<MultiStatus.Entry>of()
                                        : MultiStatus.parse(answer.body()));
        return entries.thenCompose(
                found -> {
                    List<Item> files = new ArrayList<>();
                    CompletableFuture<List<Item>> all = CompletableFuture.completedFuture(files);
                    for (MultiStatus.Entry entry : found) {
                        String key = entry.path().substring(server.getPath().length());
                        if (!entry.isFolder()) {
                            files.add(new Item(key, entry.sizeBytes()));
                        } else if (key.length() > folder.length()
                                && (key.startsWith(prefix) || prefix.startsWith(key))) {
                            all =
                                    all.thenCompose(before -> files(key, prefix))
                                            .thenApply(
                                                    below -> {
                                                        files.addAll(below);
                                                        return files;
                                                    });
                        }
                    }
                    return all;
                });
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        return http.send(
                HttpRequest.newBuilder(url(key)).DELETE(),
                NO_BYTES,
                answer -> {
                    boolean unused = answer.isOneOf(200, 202, 204, 404);
                    return null;
                });
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file, Sender sender) {
        try {
            // A second for each 256 KiB, beyond the time of a small request.
            Duration longer = Duration.ofMillis(Files.size(file) >> 8);
            return sender.send(
                    longer,
                    attempt -> {
                        try {
                            return put(key, BodyPublishers.ofFile(file), false)
                                    .thenApply(put -> null);
                        } catch (FileNotFoundException e) {
                            return CompletableFuture.failedFuture(e);
                        }
                    });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return "WebDav(" + server + ")";
    }

    private URI url(String key) {
        return server.resolve(server.getRawPath() + WebDavHttp.encoded(key));
    }

    private static boolean isCause(Throwable failure, Class<?> type) {
        return type.isInstance(
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
    }
}
