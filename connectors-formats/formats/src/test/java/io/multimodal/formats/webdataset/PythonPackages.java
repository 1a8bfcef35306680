// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Python with packages of PyPI, which pip puts into a folder of the build once. */
final class PythonPackages {
    private static final List<String> PACKAGES =
            List.of("numpy", "pycocotools", "safetensors", "webdataset==1.0.2");
    private static final Path FOLDER = Path.of("target/python-packages").toAbsolutePath();
    private static final Path COMPLETE = FOLDER.resolve("complete-" + String.join("-", PACKAGES));
    private static final int MOST_INSTALL_SECONDS = 240;

    private PythonPackages() {}

    /**
     * Skips the test, and says why, where there is no Python or pip cannot install the packages.
     */
    static void install() throws IOException, InterruptedException {
        if (Files.exists(COMPLETE)) {
            return;
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "python3 -m pip install -q --disable-pip-version-check --no-compile --target"
                                        .split(" ")));
        command.add(FOLDER.toString());
        command.addAll(PACKAGES);
        Path log = Files.createTempFile("pip", ".log");
        try {
            Process pip = start(command, log);
            if (!pip.waitFor(MOST_INSTALL_SECONDS, TimeUnit.SECONDS)) {
                pip.destroyForcibly().waitFor();
            }
            if (pip.exitValue() != 0) {
                abort("pip could not install " + PACKAGES + ": " + Files.readString(log));
            }
            Files.createFile(COMPLETE);
        } catch (IOException e) {
            abort("Python is not installed: " + e.getMessage());
        } finally {
            Files.delete(log);
        }
    }

    /** What a script prints; it has to end well. */
    static String run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        command.addAll(List.of(arguments));
        return output(command, Map.of("PYTHONPATH", FOLDER.toString()));
    }

    /** What a program prints; it has to end well. */
    static String output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("errors", ".log");
        try {
            ProcessBuilder program = new ProcessBuilder(command).redirectError(errors.toFile());
            program.environment().putAll(environment);
            Process process = program.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return said;
        } finally {
            Files.delete(errors);
        }
    }

    private static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
