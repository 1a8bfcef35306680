// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An object of unknown length goes through a process that has 64 MiB of heap, and as much beside
 * it: -Dlarge.bytes=5368709120 for the long form, -Dlarge.store=URI for another store.
 */
class LargeObjectITCase {
    private static final String BYTES = System.getProperty("large.bytes", "200000000");

    @TempDir Path folder;

    @Test
    void passesThroughLittleMemory() throws Exception {
        String store = System.getProperty("large.store", folder.toUri().toString());
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeObjectProcess.class.getName(),
                                store,
                                BYTES)
                        .redirectError(new File("target/large-object.log"))
                        .start();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said.strip()).isEqualTo("put and read back " + BYTES + " bytes");
        assertThat(process.exitValue()).isZero();
    }
}
