// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests in a process of its own: a crash ends that, and its memory is its. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * Runs a class to its end, and expects that it ends well. Blocks.
     *
     * @param options of the JVM, such as {@code -Xmx512m}
     * @return what it printed, which is printed here as well
     */
    public static String run(Class<?> main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(main.getSimpleName(), ".output");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int status = process.waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            System.out.println(said);
            assertThat(status).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
