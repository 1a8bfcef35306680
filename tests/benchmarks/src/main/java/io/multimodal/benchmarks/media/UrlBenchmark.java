// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.multimodal.benchmarks.store.Rounds;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.ref.ContentId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Question: how much of the rate of a bare HttpClient, with as many requests in flight, does a
 * column of URLs reach that is joined in SQL? The server is in this process, answers after 20 ms as
 * one far away does, and sends 30 KB. The bare loop hashes what it reads, and ours puts it into a
 * new store. The job's start is part of ours. The arguments are the number of URLs and of rounds.
 */
public final class UrlBenchmark {
    private static final int IN_FLIGHT = 64;
    private static final int LATENCY_MILLIS = 20;

    private final Path folder;
    private final HttpServer server;
    private final int urls;

    private UrlBenchmark(Path folder, HttpServer server, int urls) {
        this.folder = folder;
        this.server = server;
        this.urls = urls;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("url-benchmark-");
        ExecutorService threads = Executors.newFixedThreadPool(2 * IN_FLIGHT);
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2 * IN_FLIGHT);
        try {
            serve(server, threads);
            UrlBenchmark benchmark = new UrlBenchmark(folder, server, Integer.parseInt(args[0]));
            Files.write(
                    folder.resolve("urls.txt"),
                    IntStream.range(0, benchmark.urls).mapToObj(benchmark::url).toList());
            new Rounds("a column of URLs", "HttpClient", "URLs")
                    .run(
                            1,
                            Integer.parseInt(args[1]),
                            round -> new Rounds.Work(benchmark.urls, benchmark::bareLoop),
                            round -> new Rounds.Work(benchmark.urls, () -> benchmark.join(round)));
        } finally {
            server.stop(0);
            threads.shutdownNow();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void serve(HttpServer server, ExecutorService threads) throws IOException {
        byte[] image = image();
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
                        // What follows the end of a JPEG makes each one another object.
                        byte[] number = exchange.getRequestURI().getPath().getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, image.length + number.length);
                        exchange.getResponseBody().write(image);
                        exchange.getResponseBody().write(number);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });
        server.start();
    }

    /** A JPEG of about 30 KB. */
    private static byte[] image() throws IOException {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 320 * 240; i++) {
            image.setRGB(i % 320, i / 320, random.nextInt(64) * 0x010101 + i % 320);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private String url(int i) {
        return prefix() + i;
    }

    private String prefix() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void bareLoop() throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        CountDownLatch done = new CountDownLatch(urls);
        for (int i = 0; i < urls; i++) {
            inFlight.acquire();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url(i))).build();
            CompletableFuture<?> unused =
                    client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                            .thenAccept(answer -> ContentId.hash(answer.body()))
                            .whenComplete(
                                    (hashed, failure) -> {
                                        inFlight.release();
                                        if (failure == null) {
                                            done.countDown();
                                        }
                                    });
        }
        if (!done.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(done.getCount() + " URLs were not fetched");
        }
    }

    private void join(int round) throws Exception {
        Configuration options = new Configuration();
        options.setString(
                "multimodal.stores.bench.uri", folder.resolve("store" + round).toUri().toString());
        options.setString("multimodal.external.bench.prefix", prefix());
        options.setString("parallelism.default", "1");
        options.setString("table.exec.async-lookup.buffer-capacity", Integer.toString(IN_FLIGHT));
        TableEnvironment env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inBatchMode()
                                .withConfiguration(options)
                                .build());
        MultimodalSql.install(env);
        env.executeSql(
                "CREATE TABLE links (url STRING) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'raw')"
                        .formatted(folder.resolve("urls.txt").toUri()));
        env.executeSql(
                "CREATE TABLE web (url STRING, img IMAGE) WITH ('connector' = 'web', 'host.max-requests' = '%d')"
                        .formatted(IN_FLIGHT));
        try (CloseableIterator<Row> rows =
                env.executeSql(
                                "SELECT COUNT(w.img.width) FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                                        + " JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url")
                        .collect()) {
            long fetched = rows.next().<Long>getFieldAs(0);
            if (fetched != urls) {
                throw new IllegalStateException(
                        "%d of %d URLs were fetched".formatted(fetched, urls));
            }
        }
    }
}
