// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/serve}: processes as users start them. */
@Timeout(180)
class ServeITCase {
    private static final String KEY = "a-key-of-the-test-0123";
    private static final int ROWS = 3000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir private Path folder;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("shell")).resolveSibling(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("log-" + processes.size()).toFile());
        builder.environment().put("MULTIMODAL_BUILD", "skip");
        builder.environment().put("SQL_JAVA_OPTS", "-Xmx512m -Duser.home=" + folder);
        builder.environment().put("SERVE_JAVA_OPTS", "-Xmx512m");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process serve(Path key) throws IOException {
        return start(
                "serve",
                "--port",
                "0",
                "--key-file",
                key.toString(),
                "-Dmultimodal.stores.default.uri=" + folder.resolve("store").toUri(),
                "CREATE MODEL product INPUT (x ARRAY<FLOAT>) OUTPUT (y ARRAY<FLOAT>) WITH ('provider' = 'onnx', 'task' = 'tensor', 'cache' = 'false', 'path' = '%s')"
                        .formatted(
                                Path.of("../models/src/test/resources/columns/float.onnx")
                                        .toAbsolutePath()));
    }

    /** The URL that it prints when it is ready. */
    private String place(Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                        .readLine();
        Matcher url =
                Pattern.compile("Serving product at (http://localhost:[0-9]+)").matcher("" + line);
        assertThat(url.matches()).as("%s: %s", line, processes.indexOf(process)).isTrue();
        return url.group(1);
    }

    @Test
    void aJobLosesAReplicaInTheMiddleAndNoRowAndTheOtherEndsAsItShould() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Process lost = serve(key);
        Process left = serve(key);
        String lostAt = place(lost);
        String leftAt = place(left);
        Path script =
                Files.writeString(
                        folder.resolve("script.sql"),
                        """
                        SET 'multimodal.stores.default.uri' = '%s';
                        CREATE TABLE numbers (id INT) WITH ('connector' = 'datagen', 'number-of-rows' = '%d',
                          'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '%d');
                        CREATE VIEW t AS SELECT ARRAY[CAST(id AS FLOAT), CAST(0 AS FLOAT), CAST(0 AS FLOAT)] AS x FROM numbers;
                        CREATE MODEL m INPUT (x ARRAY<FLOAT>) OUTPUT (y ARRAY<FLOAT>) WITH ('provider' = 'kserve',
                          'endpoint' = '%s;%s', 'model' = 'product', 'api-key' = '%s', 'max-requests' = '4',
                          'requests-per-minute' = '30000');
                        SELECT 'rows', COUNT(*), COUNT(DISTINCT y[1]), CAST(SUM(CAST(y[1] AS DOUBLE)) AS BIGINT)
                        FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(x));
                        """
                                .formatted(
                                        folder.resolve("store").toUri(),
                                        ROWS,
                                        ROWS,
                                        lostAt,
                                        leftAt,
                                        KEY));
        Process job = start("sql", "-f", script.toString());
        while (inferences(lostAt) < ROWS / 10) {
            assertThat(job.isAlive()).isTrue();
            Thread.sleep(20);
        }
        lost.destroyForcibly().waitFor();
        assertThat(inferences(leftAt)).as("the job is in the middle").isLessThan(ROWS * 3 / 4);
        String output = new String(job.getInputStream().readAllBytes(), UTF_8);

        // The first number of a row is multiplied by 1.5.
        assertThat(output)
                .containsPattern(
                        "\\| +rows \\| +%d \\| +%d \\| +%d \\|"
                                .formatted(ROWS, ROWS, 3L * ROWS * (ROWS + 1) / 4));
        assertThat(lost.exitValue()).isEqualTo(128 + 9);
        left.destroy();
        assertThat(left.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(left.exitValue()).isZero();
        for (int i = 0; i < processes.size(); i++) {
            assertThat(Files.readString(folder.resolve("log-" + i))).doesNotContain(KEY);
        }
    }

    @Test
    void aServiceThatDoesNotStartSaysWhyAndFails() throws Exception {
        Process process =
                start(
                        "serve",
                        "--port",
                        "0",
                        "CREATE MODEL m INPUT (x ARRAY<FLOAT>) OUTPUT (y ARRAY<FLOAT>) WITH ('provider' = 'onnx', 'task' = 'tensor', 'path' = '/none.onnx')");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log-0"))).contains("serve: ", "/none.onnx");

        String typo = folder.resolve("typo").toUri().toString();
        assertThat(start("serve", "--port", "0", "--catalog", typo, "m").waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log-1"))).contains("no catalog at " + typo);
        assertThat(folder.resolve("typo")).doesNotExist();

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(start("serve", "--port", port, "m").waitFor()).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("log-2")))
                    .contains("localhost:" + port, "--port");
        }
    }

    private static long inferences(String place) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(place + "/metrics"))
                        .header("Authorization", "Bearer " + KEY)
                        .build();
        String text = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher line =
                Pattern.compile("(?m)^multimodal_service_inferences_total ([0-9]+)$").matcher(text);
        assertThat(line.find()).as(text).isTrue();
        return Long.parseLong(line.group(1));
    }
}
