// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of a server on the loopback address, joined with what lies there. */
@Timeout(120)
class WebTableITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final int AT_ONCE = 8;

    /** A path that is longer than what is remembered of a URL. */
    private static final String FAR = "/" + "x".repeat(70_000);

    @TempDir private Path temp;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> resources = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger unchanged = new AtomicInteger();
    private final CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        resources.put("/a.jpg", png(30, 20));
        resources.put("/b.jpg", png(31, 20));
        resources.put("/page.jpg", "<html>not an image</html>".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] bytes = resources.get(path);
            if (path.startsWith("/meet/")) {
                barrier.await();
                bytes = resources.get("/a.jpg");
            }
            if (path.equals("/far")) {
                exchange.getResponseHeaders().add("Location", FAR);
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String etag = "\"" + java.util.Arrays.hashCode(bytes) + "\"";
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.getResponseHeaders().add("Content-Type", "text/lies");
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            sent.incrementAndGet();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IOException(e);
        }
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void joinsUrlsWithWhatLiesThere(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        table(env, "'on-error' = 'null'");
        links(env, List.of("/a.jpg", "/b.jpg", "/page.jpg", "/absent.jpg"), "http://other/x", null);
        String query =
                "SELECT l.id, w.img.width, w.img.content_type, w.type, w.error FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                        + " LEFT JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url";

        List<Row> rows = Rows.of(env, query);

        assertThat(rows)
                .extracting(row -> Row.project(row, new int[] {0, 1, 2, 3}))
                .containsExactlyInAnyOrder(
                        Row.of(0, 30, "image/png", "text/lies"),
                        Row.of(1, 31, "image/png", "text/lies"),
                        Row.of(2, null, null, null),
                        Row.of(3, null, null, null),
                        Row.of(4, null, null, null),
                        Row.of(5, null, null, null));
        assertThat(error(rows, 0)).isNull();
        assertThat(error(rows, 3)).contains("HTTP 404");
        assertThat(error(rows, 4)).contains("none of the configured prefixes");
        assertThat(error(rows, 5)).as("NULL is no URL").isNull();

        int before = sent.get();
        resources.put("/b.jpg", png(32, 20));
        assertThat(Rows.of(env, query))
                .extracting(row -> row.getField(1))
                .contains(30, 32)
                .doesNotContain(31);
        assertThat(unchanged).as("what is not sent again").hasValue(1);
        assertThat(sent).as("what changed, and what is no image").hasValue(before + 2);
    }

    private static String error(List<Row> rows, int id) {
        return rows.stream()
                .filter(row -> row.getField(0).equals(id))
                .findFirst()
                .orElseThrow()
                .getFieldAs(4);
    }

    /** The server answers when eight requests are there, which one after the other never are. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fetchesManyUrlsAtOnce(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        table(env, "'host.max-requests' = '" + AT_ONCE + "'");
        links(env, IntStream.range(0, 3 * AT_ONCE).mapToObj(i -> "/meet/" + i).toList());

        assertThat(
                        Rows.of(
                                env,
                                "SELECT w.img.width FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                                        + " JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url"))
                .hasSize(3 * AT_ONCE)
                .containsOnly(Row.of(30));
    }

    /** One that cannot be remembered does not fail the job, and is fetched again. */
    @Test
    void takesWhatIsHostileForTheFaultOfItsUrl() throws Exception {
        resources.put(FAR, png(33, 20));
        TableEnvironment env = environment(false);
        table(env, "'on-error' = 'null'");
        links(env, List.of("/far"), "http://user:hidden@127.0.0.1/a?sig=hidden", "http://ü.de/");
        String query =
                "SELECT l.id, w.img.width, w.error FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                        + " LEFT JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url";

        for (int i = 1; i <= 2; i++) {
            List<Row> rows = Rows.of(env, query);
            assertThat(rows)
                    .extracting(row -> Row.project(row, new int[] {0, 1}))
                    .containsExactlyInAnyOrder(Row.of(0, 33), Row.of(1, null), Row.of(2, null));
            assertThat(rows)
                    .asString()
                    .doesNotContain("hidden")
                    .contains("it holds a user", "xn--");
            assertThat(sent).hasValue(i);
        }
        env.executeSql("DROP TABLE web");
        table(env, "'on-error' = 'fail'");
        assertThatThrownBy(() -> Rows.of(env, query + " WHERE l.id = 1"))
                .rootCause() // Flink's own exception further up holds the key of the lookup
                .hasMessageContaining("web failed for http://…@127.0.0.1/a?sig=…")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void theExampleRuns() throws Exception {
        Path list = Files.writeString(temp.resolve("urls.txt"), uri("/a.jpg") + "\n" + uri("/no"));
        String script =
                Files.readString(Path.of("../../examples/urls.sql"))
                        .replaceAll("(?m)^--.*$", "")
                        .replace("${site}", uri(""))
                        .replace("${list}", list.toUri().toString());
        TableEnvironment env = environment(false);
        List<Row> rows = List.of();
        Pattern set = Pattern.compile("SET '(.*)' = '(.*)'");
        Pattern end = Pattern.compile(";\\s*(\n|$)");
        for (String statement : end.splitAsStream(script.strip()).toList()) {
            Matcher option = set.matcher(statement.strip());
            if (option.matches()) {
                env.getConfig().set(option.group(1), option.group(2));
            } else if (statement.strip().startsWith("SELECT")) {
                rows = Rows.of(env, statement);
            } else {
                env.executeSql(statement);
            }
        }

        assertThat(rows).hasSize(2).contains(Row.of(uri("/a.jpg"), 30, 20, "image/png", null));
        assertThat(rows).asString().contains("HTTP 404");
    }

    @Test
    void failsTheJobUnlessTheTableSaysOtherwise() throws Exception {
        TableEnvironment env = environment(false);
        table(env, "'max-attempts' = '1'");
        links(env, List.of("/page.jpg"));

        assertThatThrownBy(
                        () ->
                                Rows.of(
                                        env,
                                        "SELECT w.img FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                                                + " JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url"))
                .hasStackTraceContaining("web failed for " + uri("/page.jpg"));
    }

    @Test
    void refusesWhatIsWrongWhenTheStatementIsPlanned() {
        TableEnvironment env = environment(false);
        table(env, "'max-attempts' = '1'");
        links(env, List.of("/a.jpg"));

        assertThatThrownBy(
                        () ->
                                Rows.of(
                                        env,
                                        "SELECT w.img FROM (SELECT *, PROCTIME() AS now FROM links) AS l"
                                                + " JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.type = l.url"))
                .hasStackTraceContaining(
                        "A 'web' table is joined by its URL alone: ON w.url = l.url");
        env.executeSql("CREATE TABLE wrong (img IMAGE) WITH ('connector' = 'web')");
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM wrong"))
                .hasStackTraceContaining("A 'web' table has one column STRING, the URL");
    }

    private void table(TableEnvironment env, String options) {
        env.executeSql(
                "CREATE TABLE web (img IMAGE, url STRING, type STRING METADATA FROM 'content_type', error STRING METADATA) WITH ('connector' = 'web', %s)"
                        .formatted(options));
    }

    private void links(TableEnvironment env, List<String> paths, String... urls) {
        List<String> all = new ArrayList<>();
        paths.forEach(path -> all.add("'" + uri(path) + "'"));
        for (String url : urls) {
            all.add(url == null ? "CAST(NULL AS STRING)" : "'" + url + "'");
        }
        env.executeSql(
                "CREATE TEMPORARY VIEW links AS SELECT * FROM (VALUES %s) AS t (id, url)"
                        .formatted(
                                IntStream.range(0, all.size())
                                        .mapToObj(i -> "(" + i + ", " + all.get(i) + ")")
                                        .collect(Collectors.joining(", "))));
    }

    private TableEnvironment environment(boolean streaming) {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.main.uri", temp.resolve("store").toUri().toString());
        options.setString("multimodal.external.web.prefix", uri("/"));
        TableEnvironment env =
                TableEnvironment.create(
                        (streaming
                                        ? EnvironmentSettings.newInstance().inStreamingMode()
                                        : EnvironmentSettings.newInstance().inBatchMode())
                                .withConfiguration(options)
                                .build());
        MultimodalSql.install(env);
        return env;
    }
}
