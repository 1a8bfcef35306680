// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the sources show. */
class SourceRulesTest {
    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<Path> sources = mainSources(root());
        assertThat(sources).as("sources under %s", root()).hasSizeGreaterThan(20);
        assertThat(packagesWithoutInfo(sources)).isEmpty();
    }

    @Test
    void packageWithoutItsPurposeIsFound(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("m/src/main/java/io/multimodal/bare/Bare.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "package io.multimodal.bare; class Bare {}");
        assertThat(packagesWithoutInfo(mainSources(folder))).hasSize(1);
    }

    private static Set<Path> packagesWithoutInfo(List<Path> sources) {
        Set<Path> bare = new TreeSet<>();
        for (Path source : sources) {
            if (!Files.exists(source.resolveSibling("package-info.java"))) {
                bare.add(source.getParent());
            }
        }
        return bare;
    }

    /** Who extends a suite has Flink's helpers for tests, and not ours. */
    @Test
    void contractSuitesDoWithoutOurHelpers() throws IOException {
        assertThat(suites(true)).isNotEmpty();
        assertThat(containing(suites(true), "io.multimodal.support")).isEmpty();
    }

    /** One kind of cluster, which has task managers to spare. */
    @Test
    void testsShareClusters() throws IOException {
        assertThat(containing(suites(false), "Clusters.shared()")).isNotEmpty();
        assertThat(containing(suites(false), "new MiniClusterExtension(")).isEmpty();
    }

    /** Tests of ours: those that third parties extend, or the others. */
    private static List<Path> suites(boolean published) throws IOException {
        return sources(root(), "/src/test/java/io/multimodal/").stream()
                .filter(source -> !source.startsWith(root().resolve("tests/architecture")))
                .filter(source -> source.toString().contains("/testkit/") == published)
                .toList();
    }

    private static List<Path> containing(List<Path> sources, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path source : sources) {
            if (Files.readString(source).contains(text)) {
                found.add(source);
            }
        }
        return found;
    }

    static List<Path> mainSources(Path folder) throws IOException {
        return sources(folder, "/src/main/java/");
    }

    private static List<Path> sources(Path folder, String part) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains(part))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    /** The folder of the repository: tests run in their module's, tests/architecture. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }
}
