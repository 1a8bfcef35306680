// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.StoreConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The protocol against servers that are not ours: the {@code tritonserver} binary in the wheel
 * {@code nvidia-pytriton}, and MLServer. Their installation takes minutes, so the test runs where
 * one is named:
 *
 * <pre>
 * python3 -m venv /tmp/servers &amp;&amp; /tmp/servers/bin/pip install nvidia-pytriton==0.7.0 mlserver==1.7.1
 * mvn verify -pl connectors-formats/models -DskipUnits=true -Dit.test=OutsideServersITCase -Dmultimodal.servers=/tmp/servers
 * </pre>
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OutsideServersITCase {
    private static final Path RESOURCES = Path.of("src/test/resources/servers").toAbsolutePath();

    @TempDir private Path folder;

    private static Path environment() {
        String path = System.getProperty("multimodal.servers", "");
        assumeTrue(
                !path.isEmpty(),
                "Skipped: set -Dmultimodal.servers to a virtual environment of Python with nvidia-pytriton 0.7.0 and mlserver 1.7.1");
        return Path.of(path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(Path at, Map<String, String> variables, String... command)
            throws IOException {
        ProcessBuilder process =
                new ProcessBuilder(command)
                        .directory(at.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        process.environment().putAll(variables);
        // Else Python writes beside the sources of its models.
        process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return process.start();
    }

    @Test
    void tritonRunsABatchAsBytesAndAsJson() throws Exception {
        Path python = environment();
        Path packages;
        try (var all = Files.list(python.resolve("lib"))) {
            packages = all.findFirst().orElseThrow().resolve("site-packages");
        }
        Path triton = packages.resolve("pytriton/tritonserver");
        Path backend = Files.createDirectories(folder.resolve("backends/python"));
        try (var files = Files.list(triton.resolve("backends/python"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, backend.resolve(file.getFileName()));
            }
        }
        String version = packages.getParent().getFileName().toString().substring("python".length());
        Path stub = backend.resolve("triton_python_backend_stub");
        Files.copy(
                triton.resolve("python_backend_stubs").resolve(version).resolve(stub.getFileName()),
                stub);
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        int port = freePort();
        String libraries =
                new String(
                                new ProcessBuilder(
                                                python.resolve("bin/python").toString(),
                                                "-c",
                                                "import sysconfig; print(sysconfig.get_config_var('LIBDIR'))")
                                        .start()
                                        .getInputStream()
                                        .readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .strip();
        Process server =
                start(
                        folder,
                        Map.of(
                                "LD_LIBRARY_PATH",
                                packages.resolve("nvidia_pytriton.libs") + ":" + libraries,
                                "PATH",
                                python.resolve("bin") + ":" + System.getenv("PATH"),
                                "PYTHONPATH",
                                packages.toString()),
                        triton.resolve("bin/tritonserver").toString(),
                        "--model-repository=" + RESOURCES.resolve("triton"),
                        "--backend-directory=" + backend.getParent(),
                        "--http-address=127.0.0.1",
                        "--http-port=" + port,
                        "--allow-grpc=false",
                        "--allow-metrics=false");
        try {
            add(server, port, true, 3);
            add(server, port, false, 3);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void mlserverRunsABatch() throws Exception {
        Path python = environment();
        Path models = Files.createDirectories(folder.resolve("models"));
        for (String file : List.of("add.py", "model-settings.json")) {
            Files.copy(RESOURCES.resolve("mlserver").resolve(file), models.resolve(file));
        }
        int port = freePort();
        Files.writeString(
                models.resolve("settings.json"),
                "{\"host\":\"127.0.0.1\",\"http_port\":%d,\"grpc_port\":%d,\"metrics_port\":%d,\"parallel_workers\":0}"
                        .formatted(port, freePort(), freePort()));
        Process server =
                start(
                        models,
                        Map.of("PYTHONPATH", models.toString()),
                        python.resolve("bin/mlserver").toString(),
                        "start",
                        ".");
        try {
            add(server, port, false, 2);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private void add(Process server, int port, boolean binary, int outputs) throws Exception {
        ModelSource model = await(server, port, binary);
        assertThat(model.signature().inputs())
                .containsExactly(
                        new ModelSignature.Tensor("A", "FLOAT", List.of(-1L, 3L)),
                        new ModelSignature.Tensor("B", "INT64", List.of(-1L, 1L)));
        assertThat(model.signature().outputs()).hasSize(outputs);
        ModelBinding binding =
                new ModelBinding(
                        model.signature().inputs(),
                        ModelBinding.ANY,
                        model.signature().outputs(),
                        List.of());
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 2, Duration.ZERO, 1 << 20);
        try (BatchRunner runner = model.load(binding, settings)) {
            ByteBuffer a = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
            a.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
            ByteBuffer b = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
            b.asLongBuffer().put(new long[] {10, 20});
            List<ModelOutput> rows =
                    runner.run(
                            List.of(
                                    new InputTensor(ElementType.FLOAT, a, new long[] {2, 3}),
                                    new InputTensor(ElementType.INT64, b, new long[] {2, 1})));
            assertThat(rows.get(0).tensors().get(0).number(0)).isEqualTo(16);
            assertThat(rows.get(1).tensors().get(0).number(0)).isEqualTo(35);
            assertThat(rows.get(1).tensors().get(1).number(2)).isEqualTo(12);
            if (outputs > 2) {
                assertThat(rows.get(1).tensors().get(2).text(0)).isEqualTo("row20");
            }
        }
    }

    /** The server needs a while to load; planning itself asks three times. */
    private ModelSource await(Process server, int port, boolean binary) throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "endpoint",
                                "http://127.0.0.1:" + port,
                                "model",
                                "add",
                                "binary-tensors",
                                Boolean.toString(binary)));
        while (true) {
            try {
                return new KServeProvider().open(options, StoreConfig.of("memory://kserve"));
            } catch (IOException e) {
                assertThat(server.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
                Thread.sleep(500);
            }
        }
    }
}
