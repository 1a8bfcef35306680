// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.s3.S3BucketProvider;
import io.multimodal.store.s3.TestKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose answers, which a client reads whole before it looks at them, never end. */
@Timeout(60)
class LongAnswersTest {
    /** What is under way between the two processes that are one here. */
    private static final int BUFFERS_BYTES = 16 << 20;

    private static final int MOST_BYTES = 256 << 20;

    private final AtomicLong sent = new AtomicLong();
    private ServerSocket listener;
    private String status;

    @BeforeEach
    void start() throws IOException {
        TestKeys.set();
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve, "long-answers");
        server.setDaemon(true);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "aws, list, 200 OK", "aws, list, 500 x", "aws, get, 404 x", "aws, put, 400 x",
        "minio, list, 200 OK", "minio, list, 500 x", "minio, get, 404 x", "minio, put, 400 x"
    })
    void endsTheAnswerAtItsLimit(String client, String request, String answered) throws Exception {
        status = answered;
        int code = Integer.parseInt(answered.substring(0, 3));
        URI uri =
                URI.create(
                        "s3://bucket?region=us-east-1&client="
                                + client
                                + "&endpoint=http://127.0.0.1:"
                                + listener.getLocalPort());
        try (S3Requests requests = S3BucketProvider.requests(S3Location.parse(uri))) {
            CompletableFuture<?> call =
                    switch (request) {
                        case "list" -> requests.list("p/", "");
                        case "get" -> requests.get("key", 0, 10, Map.of());
                        default -> requests.put("key", new byte[10], Map.of());
                    };
            assertThatThrownBy(() -> call.get(50, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasStackTraceContaining("is longer than " + AnswerLimits.of(code) + " bytes");
        }
        assertThat(sent.get()).isLessThan(AnswerLimits.of(code) + BUFFERS_BYTES);
    }

    private void serve() {
        try {
            while (true) {
                answer(listener.accept());
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private void answer(Socket socket) {
        byte[] blanks = new byte[1 << 16];
        Arrays.fill(blanks, (byte) ' ');
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            while (!in.readLine().isEmpty()) {
                // The head of the request.
            }
            OutputStream out = socket.getOutputStream();
            String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\n";
            out.write((head + "Connection: close\r\n\r\n").getBytes(US_ASCII));
            while (sent.get() < MOST_BYTES) {
                out.write(blanks);
                sent.addAndGet(blanks.length);
            }
        } catch (IOException e) {
            // The client does not read on.
        }
    }
}
