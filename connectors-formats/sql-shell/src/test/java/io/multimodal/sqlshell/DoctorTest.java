// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code bin/doctor} prints. */
class DoctorTest {
    @Test
    void printsALineForEachThingThatAMachineOffers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new Doctor(out).print();
        }
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertThat(said)
                .contains("Java            " + Runtime.version())
                .contains(Runtime.getRuntime().availableProcessors() + " cores, ")
                .contains("Flink           2.3.0")
                .doesNotContain("cannot be used: java");
        assertThat(said.lines().map(line -> line.substring(0, 15).strip()))
                .startsWith(
                        "Java",
                        "Machine",
                        "Flink",
                        "FFmpeg",
                        "OpenCV",
                        "ONNX Runtime",
                        "CUDA provider",
                        "device = auto",
                        "GPU")
                .endsWith("Store");
    }
}
