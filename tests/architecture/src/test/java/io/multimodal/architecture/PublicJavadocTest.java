// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Javadoc of public types says what a caller needs, as far as a program can tell. */
class PublicJavadocTest {
    @Test
    void publicTypesSayThreadSafetyUnitsAndBlocking() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path source : SourceRulesTest.mainSources(SourceRulesTest.root())) {
            if (Files.readString(source).contains("@Public")) {
                sources.add(source);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(PublicJavadoc.gaps(sources)).isEmpty();
    }

    @Test
    void eachKindOfGapIsFound(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("Bad.java");
        Files.writeString(
                source,
                """
                /** A thing. */
                @Public
                public class Bad {
                    public Bad(int count) {}

                    /** Reads it. */
                    public byte[] read(long offset) throws IOException {
                        return null;
                    }

                    /** How long it is. */
                    public long length() {
                        return 0;
                    }

                    public interface Nested {}
                }
                """);
        assertThat(PublicJavadoc.gaps(List.of(source)))
                .containsExactlyInAnyOrder(
                        "Bad does not say whether it is thread-safe",
                        "Bad.<init> has no Javadoc",
                        "Bad.read does not say whether it blocks",
                        "Bad.read does not say the unit of offset",
                        "Bad.length does not say the unit of length",
                        "Nested has no Javadoc");
    }
}
