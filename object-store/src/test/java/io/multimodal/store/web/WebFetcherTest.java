// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.http.Politeness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that misbehaves in all the ways that servers do. */
@Timeout(60)
class WebFetcherTest {
    private static final byte[] BODY = "the whole resource".getBytes(UTF_8);
    private static final String OK = "200 OK\nContent-Length: 18";

    /** Long enough for a loaded machine; what waits for it never ends otherwise. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private MisbehavingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MisbehavingServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static WebLimits limits(Duration request, int attempts) {
        return new WebLimits(
                4096,
                request,
                Duration.ofSeconds(50),
                3,
                attempts,
                new Politeness(4, Duration.ZERO));
    }

    private WebFetcher web(WebLimits limits) throws RefusedException {
        return new WebFetcher(limits, ExternalPrefixes.parse(List.of(server.uri("/"))));
    }

    private WebResponse fetch(String path) throws RefusedException {
        return fetch(path, limits(Duration.ofSeconds(30), 3));
    }

    private WebResponse fetch(String path, WebLimits limits) throws RefusedException {
        return web(limits).fetch(server.uri(path), WebVersion.UNKNOWN).join();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(String path, WebLimits limits) {
        return assertThatThrownBy(() -> fetch(path, limits))
                .isInstanceOf(CompletionException.class)
                .cause();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(String path) {
        return fails(path, limits(Duration.ofSeconds(30), 1));
    }

    private static byte[] content(WebResponse response) throws IOException {
        try (response) {
            return response.content().stream().readAllBytes();
        }
    }

    @Test
    void fetchesAResourceAndAsksForAnotherVersionOnly() throws Exception {
        server.answer(
                "/a",
                (socket, out, number) -> {
                    boolean known = server.requests.get(number).contains("If-None-Match: \"v1\"");
                    MisbehavingServer.send(
                            out,
                            known
                                    ? "304 Not Modified"
                                    : OK + "\nETag: \"v1\"\nContent-Type: text/lies",
                            known ? new byte[0] : BODY);
                });
        WebResponse first = fetch("/a");
        WebVersion version = first.version();

        assertThat(first.contentType()).contains("text/lies");
        assertThat(version.etag()).contains("\"v1\"");
        assertThat(content(first)).isEqualTo(BODY);
        assertThat(web(WebLimits.DEFAULT).fetch(server.uri("/a"), version).join().isUnchanged())
                .isTrue();
    }

    @Test
    void asksByTimeWhereThereIsNoEtag() throws Exception {
        server.answer("/a", OK + "\nLast-Modified: Mon, 02 Nov 2026 10:00:00 GMT", BODY);

        WebVersion version = fetch("/a").version();
        web(WebLimits.DEFAULT).fetch(server.uri("/a"), version).join();

        assertThat(server.requests.get(1))
                .contains("If-Modified-Since: Mon, 02 Nov 2026 10:00:00 GMT");
    }

    @Test
    void waitsNeitherForHeadersNorForABodyThatDoNotCome() {
        server.answer("/headers", (socket, out, number) -> server.closed.await());
        server.answer(
                "/body",
                (socket, out, number) -> {
                    MisbehavingServer.send(out, OK, new byte[1]);
                    server.closed.await();
                });

        fails("/headers", limits(SHORT, 1)).isInstanceOf(StoreUnavailableException.class);
        fails("/body", limits(SHORT, 1))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("longer than 700 ms");
    }

    @Test
    void hangsUpOnABodyWithoutEnd() {
        server.answer(
                "/endless",
                (socket, out, number) -> {
                    MisbehavingServer.send(out, "200 OK", BODY);
                    while (true) {
                        out.write(new byte[512]);
                    }
                });
        server.answer("/claims", "200 OK\nContent-Length: 999999999999", BODY);

        fails("/endless").isInstanceOf(ObjectTooLargeException.class).hasMessageContaining("4096");
        fails("/claims")
                .isInstanceOf(ObjectTooLargeException.class)
                .hasMessageContaining("999999999999");
    }

    @Test
    void takesABodyByItsContentLength() throws Exception {
        server.answer("/short", "200 OK\nContent-Length: 100", BODY);
        server.answer("/long", "200 OK\nContent-Length: 9", BODY);

        fails("/short").isInstanceOf(StoreUnavailableException.class);
        assertThat(content(fetch("/long"))).asString(UTF_8).isEqualTo("the whole");
    }

    @Test
    void followsRedirectsWithinThePrefixesAndNoLoop() throws Exception {
        server.answer("/from", "302 Found\nLocation: /to\nContent-Length: 0", new byte[0]);
        server.answer("/to", OK, BODY);
        server.answer("/loop", "302 Found\nLocation: /loop\nContent-Length: 0", new byte[0]);

        WebResponse response = fetch("/from");
        assertThat(response.uri().toString()).isEqualTo(server.uri("/to"));
        assertThat(content(response)).isEqualTo(BODY);
        fails("/loop")
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("more than 3 times");
        assertThat(server.requests).hasSize(2 + 4);
    }

    @Test
    void readsALocationAsBrowsersDo() throws Exception {
        String far = "/" + "x".repeat(70_000);
        for (String path : List.of(far, "/q?page=2", "/a%20b")) {
            server.answer(path, OK, BODY);
        }
        redirect("/far", far);
        redirect("/q", "?page=2");
        redirect("/space", "/a b#top");

        assertThat(fetch("/far").uri().toString()).isEqualTo(server.uri(far));
        assertThat(content(fetch("/q"))).isEqualTo(BODY);
        assertThat(content(fetch("/space"))).isEqualTo(BODY);
    }

    @Test
    void saysWhatIsWrongWithARedirectWithoutItsSecrets() {
        server.answer("/nowhere", "302 Found\nContent-Length: 0", new byte[0]);
        redirect("/file", "file:///etc/passwd");
        redirect("/scheme", "htp://host/a");
        redirect("/user", "http://user:hidden@127.0.0.1:" + server.port() + "/a");
        redirect("/escape", "/%zz?token=hidden");

        fails("/nowhere").hasMessageContaining("does not say where");
        fails("/file").isInstanceOf(PlaceNotAllowedException.class);
        for (String path : List.of("/scheme", "/user", "/escape")) {
            fails(path)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(path + ": it redirects to what is not read")
                    .hasMessageNotContaining("hidden");
        }
        assertThat(server.requests).hasSize(5);
    }

    private void redirect(String path, String location) {
        server.answer(
                path, "302 Found\nLocation: " + location + "\nContent-Length: 0", new byte[0]);
    }

    @Test
    void takesNoAnswerThatBreaksTheProtocol() {
        server.answer("/304", "304 Not Modified", new byte[0]);
        server.answer("/length", "200 OK\nContent-Length: many", BODY);
        server.answer("/chunk", "200 OK\nTransfer-Encoding: chunked", "zz".getBytes(UTF_8));
        server.answer("/cut", "200 OK\nTransfer-Encoding: chunked", "9\r\nabc".getBytes(UTF_8));
        server.answer("/junk", (socket, out, number) -> out.write(new byte[100_000]));
        server.answer(
                "/chunks",
                (socket, out, number) -> {
                    MisbehavingServer.send(out, "200 OK\nTransfer-Encoding: chunked", new byte[0]);
                    while (true) {
                        out.write("1\r\na\r\n".getBytes(UTF_8));
                    }
                });

        fails("/304").isInstanceOf(RefusedException.class).hasMessageContaining("HTTP 304");
        fails("/chunks").isInstanceOf(ObjectTooLargeException.class);
        for (String path : List.of("/length", "/chunk", "/cut", "/junk")) {
            fails(path)
                    .isInstanceOf(StoreUnavailableException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }

    @Test
    void asksNoHostThatIsNotAllowedAlsoAfterARedirect() throws Exception {
        try (MisbehavingServer other = new MisbehavingServer()) {
            server.answer(
                    "/out",
                    "302 Found\nLocation: " + other.uri("/x") + "\nContent-Length: 0",
                    BODY);
            server.answer(
                    "/metadata",
                    "302 Found\nLocation: http://169.254.169.254/latest\nContent-Length: 0",
                    BODY);

            fails("/out").isInstanceOf(PlaceNotAllowedException.class);
            fails("/metadata").isInstanceOf(PlaceNotAllowedException.class);
            assertThatThrownBy(
                            () ->
                                    web(WebLimits.DEFAULT)
                                            .fetch(other.uri("/x"), WebVersion.UNKNOWN)
                                            .join())
                    .hasCauseInstanceOf(PlaceNotAllowedException.class);
            assertThat(other.requests).isEmpty();
        }
    }

    /** The name is allowed by the wildcard, and its address is not in the internet. */
    @Test
    void reachesNoPrivateAddressByAWildcard() throws Exception {
        server.answer("/a", OK, BODY);
        WebFetcher anywhere =
                new WebFetcher(
                        WebLimits.DEFAULT,
                        ExternalPrefixes.parse(List.of("http://*:" + server.port() + "/")));

        for (String host : List.of("127.0.0.1", "localhost")) {
            String url = "http://" + host + ":" + server.port() + "/a";
            assertThatThrownBy(() -> anywhere.fetch(url, WebVersion.UNKNOWN).join())
                    .cause()
                    .isInstanceOf(PlaceNotAllowedException.class)
                    .hasMessageContaining("is not a public one");
        }
        assertThat(server.requests).isEmpty();
    }

    @Test
    void waitsWhereAHostAsksForIt() throws Exception {
        server.answer(
                "/busy",
                (socket, out, number) ->
                        MisbehavingServer.send(
                                out,
                                number == 0
                                        ? "429 Too Many\nRetry-After: 1\nContent-Length: 0"
                                        : OK,
                                number == 0 ? new byte[0] : BODY));
        server.answer("/later", "503 Busy\nRetry-After: 86400\nContent-Length: 0", new byte[0]);
        long begin = System.nanoTime();

        assertThat(content(fetch("/busy"))).isEqualTo(BODY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(990));
        fails("/later").isInstanceOf(RefusedException.class).hasMessageContaining("pause of PT24H");
    }

    @Test
    void triesAgainAfterAnErrorOfTheServerAndAReset() throws Exception {
        server.answer(
                "/flaky",
                (socket, out, number) -> {
                    if (number == 0) {
                        MisbehavingServer.send(out, "500 Oops\nContent-Length: 0", new byte[0]);
                    } else if (number == 1) {
                        MisbehavingServer.send(out, OK, new byte[5]);
                        socket.setSoLinger(true, 0);
                    } else {
                        MisbehavingServer.send(out, OK, BODY);
                    }
                });

        assertThat(content(fetch("/flaky"))).isEqualTo(BODY);
        assertThat(server.requests).hasSize(3);
        fails("/absent").isInstanceOf(ObjectNotFoundException.class);
        assertThat(server.requests).as("404 is final").hasSize(4);
    }

    @Test
    void decompressesWithinTheLimit() throws Exception {
        byte[] good = gzip(BODY);
        byte[] bomb = gzip(new byte[1 << 20]);
        server.answer(
                "/good", "200 OK\nContent-Encoding: gzip\nContent-Length: " + good.length, good);
        server.answer(
                "/bomb", "200 OK\nContent-Encoding: gzip\nContent-Length: " + bomb.length, bomb);
        server.answer("/no", OK + "\nContent-Encoding: gzip", BODY);
        server.answer("/other", OK + "\nContent-Encoding: br", BODY);

        assertThat(bomb.length).as("the bomb passes the first limit").isLessThan(4096);
        assertThat(content(fetch("/good"))).isEqualTo(BODY);
        fails("/bomb").isInstanceOf(ObjectTooLargeException.class);
        fails("/no").isInstanceOf(RefusedException.class).hasMessageContaining("gzip");
        fails("/other").isInstanceOf(RefusedException.class).hasMessageContaining("'br'");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void refusesHugeHeadersAndACertificateThatNobodyTrusts() throws Exception {
        server.answer("/headers", OK + "\nX: " + "x".repeat(1 << 20), BODY);
        fails("/headers").isInstanceOf(RefusedException.class);

        try (MisbehavingServer tls = new MisbehavingServer(tlsSocket())) {
            String url = "https://127.0.0.1:" + tls.port() + "/a";
            WebFetcher web =
                    new WebFetcher(WebLimits.DEFAULT, ExternalPrefixes.parse(List.of(url)));
            assertThatThrownBy(() -> web.fetch(url, WebVersion.UNKNOWN).join())
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("certificat");
            assertThat(tls.requests).isEmpty();
        }
    }

    /** A certificate that keytool signed with itself, valid until 2126. */
    private static java.net.ServerSocket tlsSocket() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = "password".toCharArray();
        try (InputStream in = WebFetcherTest.class.getResourceAsStream("self-signed.p12")) {
            keys.load(in, password);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Four requests meet in a barrier, which fewer could not pass; more are never there. */
    @Test
    void fetchesManyAtOnceAndNoMoreThanAHostMayHave() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger there = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.answer(
                "/a",
                (socket, out, number) -> {
                    most.accumulateAndGet(there.incrementAndGet(), Math::max);
                    try {
                        four.await();
                    } catch (java.util.concurrent.BrokenBarrierException e) {
                        throw new IOException(e);
                    }
                    there.decrementAndGet();
                    MisbehavingServer.send(out, OK, BODY);
                });
        WebFetcher web = web(limits(Duration.ofSeconds(30), 1));

        List<CompletableFuture<WebResponse>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(web.fetch(server.uri("/a"), WebVersion.UNKNOWN));
        }
        for (CompletableFuture<WebResponse> one : all) {
            assertThat(content(one.join())).isEqualTo(BODY);
        }
        assertThat(most).hasValue(4);
    }

    @Test
    void keepsALargeResourceInAFile() throws Exception {
        byte[] large = new byte[3 << 20];
        new java.util.Random(5).nextBytes(large);
        server.answer("/large", "200 OK\nContent-Length: " + large.length, large);
        WebFetcher web = web(WebLimits.DEFAULT);

        try (WebResponse response = web.fetch(server.uri("/large"), WebVersion.UNKNOWN).join()) {
            assertThat(response.content().stream().readAllBytes()).isEqualTo(large);
            assertThat(response.content().read(2 << 20, 3))
                    .containsExactly(large[2 << 20], large[(2 << 20) + 1], large[(2 << 20) + 2]);
        }
        assertThat(WebVersion.of(Optional.of("a\nb"), Optional.of("x".repeat(2000))).isKnown())
                .isFalse();
    }
}
