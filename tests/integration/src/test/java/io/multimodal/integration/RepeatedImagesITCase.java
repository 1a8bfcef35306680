// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.images.SampleImages;
import io.multimodal.examples.repeated.RepeatedImages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The DataStream example as bin/example runs it. */
class RepeatedImagesITCase {
    @TempDir private Path temp;

    @Test
    void tellsWhichImagesAreTheSame() throws Exception {
        Path folder = temp.resolve("images");
        SampleImages.drawInto(folder);
        Path first;
        try (Stream<Path> files = Files.list(folder)) {
            first = files.sorted().findFirst().orElseThrow();
        }
        Files.copy(first, folder.resolve("copy.bin"));
        String store = temp.resolve("store").toUri().toString();

        // Two subtasks put them, either may be the first.
        assertThat(printed(folder.toString(), store))
                .hasLineCount(1)
                .contains("copy.bin", first.getFileName().toString(), " again (");
    }

    private static String printed(String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            RepeatedImages.main(arguments);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
