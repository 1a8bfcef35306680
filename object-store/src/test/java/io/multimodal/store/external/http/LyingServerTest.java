// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.ref.ExternalRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose answers contradict themselves: typed errors, never other bytes. */
class LyingServerTest {
    private ServerSocket socket;
    private volatile String answer = "";
    private volatile boolean stall;
    private volatile boolean drip;
    private final CountDownLatch asked = new CountDownLatch(1);

    @BeforeEach
    void listen() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "lying-server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    /** The client asks for the bytes 10 to 19, of which there should be 100. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // another range, more, less, no range, no total
                "206 x|Content-Range: bytes 0-9/100|Content-Length: 10||0123456789",
                "206 x|Content-Range: bytes 10-20/100|Content-Length: 11||0123456789a",
                "206 x|Content-Range: bytes 10-18/100|Content-Length: 9||012345678",
                "206 x|Content-Length: 10||0123456789",
                "206 x|Content-Range: bytes 10-19/*|Content-Length: 10||0123456789",
                "206 x|Content-Range: bytes 19-10/100|Content-Length: 10||0123456789",
                "206 x|Content-Range: bytes 10-19/5|Content-Length: 10||0123456789",
                "206 x|Content-Range: bytes 10-99999999999999999999/100|Content-Length: 1||0",
                // the right range and another body
                "206 x|Content-Range: bytes 10-19/100|Content-Length: 11||0123456789a",
                "206 x|Content-Range: bytes 10-19/100|Content-Length: 9||012345678",
                "206 x|Content-Range: bytes 10-19/100|Connection: close||012345678",
                "206 x|Content-Range: bytes 10-19/100|Connection: close||0123456789abcdef"
            })
    void refusesARangeThatIsNotTheOneAskedFor(String text) {
        answer = text;
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("contradicts itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 x|Connection: close||" + "0123456789012345678901234567890",
                "206 x|Content-Range: bytes 10-19/100|Content-Encoding: gzip|Content-Length:"
                        + " 10||0123456789"
            })
    void refusesWhatItCannotJudge(String text) {
        answer = text;
        assertThatThrownBy(this::read).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "206 x|Content-Range: bytes 10-19/100|Content-Length: 10||01234",
                "200 x|Content-Length: 100||0123456789",
                "nonsense",
                "",
                "206 x|Content-Range: bytes 10-19/100|Content-Length: -5||0123456789",
            })
    void saysThatAnAnswerEndedEarlyOrIsNone(String text) {
        answer = text;
        assertThatThrownBy(this::read).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void takesASoundAnswer() throws StoreException {
        answer = "206 x|Content-Range: bytes 10-19/100|Content-Length: 10||0123456789";
        assertThat(read()).asString(ISO_8859_1).isEqualTo("0123456789");
        answer = "200 x|Content-Length: 20||aaaaaaaaaa0123456789";
        assertThat(read()).asString(ISO_8859_1).isEqualTo("0123456789");
    }

    @Test
    void takesNoETagThatIsNone() throws Exception {
        for (String etag : List.of("no-quotes", "\"a b\"", "\"" + "x".repeat(600) + "\"")) {
            answer = "206 x|ETag: " + etag + "|Content-Range: bytes 0-0/100|Content-Length: 1||0";
            try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
                assertThat(objects.refer(prefix() + "x").validator()).as(etag).isEmpty();
            }
        }
    }

    @Test
    void givesUpOnAServerThatFallsSilent() throws Exception {
        ExternalUri uri = ExternalUri.parse(prefix() + "x");
        stall = true;
        for (String begun :
                List.of("", "206 x|Content-Range: bytes 10-19/100|Content-Length: 10||01234")) {
            answer = begun;
            HttpExchange exchange = new HttpExchange(uri, 10, 10, Duration.ofMillis(400));
            assertThatThrownBy(exchange::run).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    @Timeout(60)
    void givesUpOnAServerThatDrips() throws Exception {
        ExternalUri uri = ExternalUri.parse(prefix() + "x");
        drip = true;
        answer = "206 x|Content-Range: bytes 10-9999/10000|Content-Length: 9990||0";
        HttpExchange exchange = new HttpExchange(uri, 10, 9990, Duration.ofMillis(400));
        assertThatThrownBy(exchange::run).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void readsNoLongObjectAtOnceWhoseVersionIsWeak() throws Exception {
        answer =
                "206 x|ETag: W/\"a\"|Content-Range: bytes 10-19/900000000|Content-Length: 10||0123456789";
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            ExternalRef ref =
                    new ExternalRef(
                            prefix() + "x", 10, OptionalLong.of(100_000_000), Optional.empty());
            assertThatThrownBy(() -> objects.open(ref).read(0, 10))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no strong version")
                    .hasMessageContaining("put it into a store");
        }
    }

    @Test
    void honoursAnInterruptionWhileAServerIsSilent() throws Exception {
        stall = true;
        Thread reader = Thread.currentThread();
        Thread interrupter =
                new Thread(
                        () -> {
                            try {
                                asked.await();
                                reader.interrupt();
                            } catch (InterruptedException e) {
                                reader.interrupt();
                            }
                        });
        interrupter.start();
        assertThatThrownBy(this::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
    }

    private byte[] read() throws StoreException {
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            return objects.open(
                            new ExternalRef(
                                    prefix() + "x", 10, OptionalLong.of(10), Optional.empty()))
                    .read(0, 10);
        }
    }

    private String prefix() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(client.getInputStream(), ISO_8859_1));
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                asked.countDown();
                String text = answer.isEmpty() ? "" : "HTTP/1.1 " + answer.replace("|", "\r\n");
                client.getOutputStream().write(text.getBytes(ISO_8859_1));
                if (stall) {
                    in.readLine();
                }
                while (drip) {
                    client.getOutputStream().write('0');
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException e) {
                // The client went away, or the test ended.
            }
        }
    }
}
