// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole script of the example in {@code bin/sql}, with the real model of embeddings. */
@Timeout(120)
class TrainClassifierITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @TempDir Path folder;

    @Test
    void trainsPredictsAndEvaluates() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                HOME.resolve("bin/sql").toString(),
                                "-f",
                                HOME.resolve("examples/train-classifier.sql").toString(),
                                "models=" + HOME.resolve("examples/demo/target/models"))
                        .redirectErrorStream(true);
        builder.environment().put("MULTIMODAL_BUILD", "skip");
        builder.environment().put("SQL_JAVA_OPTS", "-Xmx512m -Duser.home=" + folder);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .as("how the models were trained")
                .containsPattern("training.classes \\| +3 \\|")
                .containsPattern("training.k \\| +3 \\|")
                .containsPattern("training.rows \\| +12 \\|")
                .as("topics of notes that were not there")
                .containsPattern("The puppy chewed my shoes. \\| +pets \\|")
                .containsPattern("Roast the potatoes .* \\| +kitchen \\|")
                .containsPattern("There is a traffic jam .* \\| +traffic \\|")
                .as("how good they are")
                .containsPattern("accuracy \\| +1.0 \\|")
                .containsPattern("adjusted rand \\| +(0\\.[6-9]|1\\.0)");
    }
}
