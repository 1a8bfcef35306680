// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site that bin/docs makes, as far as it can be checked without MkDocs. */
class DocumentationTest {
    @Test
    void everyPageIsInTheNavigation() throws IOException {
        Path root = SourceRulesTest.root();
        assertThat(
                        pagesWithoutEntry(
                                root.resolve("docs"), Files.readString(root.resolve("mkdocs.yml"))))
                .as("pages below docs/ that mkdocs.yml lacks in its navigation")
                .isEmpty();
    }

    @Test
    void aPageWithoutAnEntryIsFound(@TempDir Path docs) throws IOException {
        Files.createDirectory(docs.resolve("decisions"));
        Files.writeString(docs.resolve("types.md"), "# Types");
        Files.writeString(docs.resolve("new.md"), "# New");
        Files.writeString(docs.resolve("decisions/0001-one.md"), "# One");

        assertThat(pagesWithoutEntry(docs, "nav:\n  - types.md\n  - Decisions: decisions/\n"))
                .containsExactly("new.md");
    }

    private static Set<String> pagesWithoutEntry(Path docs, String config) throws IOException {
        Set<String> entries =
                config.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("- "))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(docs)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> docs.relativize(file).toString())
                    .filter(page -> !entries.contains(page))
                    .filter(page -> !entries.contains(page.substring(0, page.lastIndexOf('/') + 1)))
                    .collect(Collectors.toSet());
        }
    }
}
