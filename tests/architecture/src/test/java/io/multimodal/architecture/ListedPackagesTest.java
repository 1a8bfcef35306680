// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md says of every package what belongs into it. */
class ListedPackagesTest {
    /** A package, and in parentheses the names of packages in it. */
    private static final Pattern LISTED =
            Pattern.compile("`([a-z0-9.]+)`(?: \\(([a-z0-9`, ]+)\\))?");

    private static final Pattern NAME = Pattern.compile("`([a-z0-9]+)`");

    /** A type that a change uses, other than one that it adds. */
    private static final Pattern USED = Pattern.compile("(?<!add a )`(?:[a-z.]+\\.)?([A-Z]\\w+)`");

    @Test
    void everyTypeThatAChangeUsesIsThere() throws IOException {
        Path root = SourceRulesTest.root();
        String text = Files.readString(root.resolve("CONTRIBUTING.md"));
        Set<String> there = new TreeSet<>();
        for (Path source : SourceRulesTest.mainSources(root)) {
            there.add(source.getFileName().toString().replace(".java", ""));
        }
        Set<String> used = new TreeSet<>();
        Matcher each = USED.matcher(text.substring(text.indexOf("## Where a change goes")));
        while (each.find()) {
            used.add(each.group(1));
        }
        assertThat(used).contains("BlobClient", "ImageOp", "FileTensor");
        assertThat(there).containsAll(used);
    }

    /** A package that a change uses or adds to, other than one that it makes. */
    private static final Pattern ROOM =
            Pattern.compile(
                    "(?<!new package, )`(?!mkdocs)([a-z]+(?:\\.[a-z]+)*)(?:\\.[A-Z]\\w+)?`");

    @Test
    void everyPackageThatAChangeUsesIsThere() throws IOException {
        Path root = SourceRulesTest.root();
        String text = Files.readString(root.resolve("CONTRIBUTING.md"));
        Set<String> there = new TreeSet<>();
        for (Path source : SourceRulesTest.mainSources(root)) {
            there.add(packageBelowOurs(source));
        }
        Set<String> used = new TreeSet<>();
        Matcher each = ROOM.matcher(text.substring(text.indexOf("## Where a change goes")));
        while (each.find()) {
            used.add(each.group(1));
        }
        used.removeIf(name -> !name.contains(".") && !there.contains(name));
        assertThat(used).contains("store.bucket.spi", "types.program");
        assertThat(there).containsAll(used);
    }

    @Test
    void everyPackageIsListed() throws IOException {
        Path root = SourceRulesTest.root();
        Set<String> listed = listed(Files.readString(root.resolve("CONTRIBUTING.md")));
        Set<String> missing = new TreeSet<>();
        for (Path source : SourceRulesTest.mainSources(root)) {
            String name = packageBelowOurs(source);
            if (!name.isEmpty() && !listed.contains(name)) {
                missing.add(name);
            }
        }
        assertThat(listed).contains("store.bucket", "store.bucket.spi");
        assertThat(missing).as("packages that the table in CONTRIBUTING.md lacks").isEmpty();
    }

    @Test
    void listsAPackageAndThoseInIt() {
        assertThat(listed("| `store.local` (`disk`, `pack`), `store.ref` |"))
                .containsExactly(
                        "store.local", "store.local.disk", "store.local.pack", "store.ref");
    }

    private static Set<String> listed(String text) {
        Set<String> listed = new TreeSet<>();
        Matcher each = LISTED.matcher(text);
        while (each.find()) {
            listed.add(each.group(1));
            if (each.group(2) != null) {
                Matcher inner = NAME.matcher(each.group(2));
                while (inner.find()) {
                    listed.add(each.group(1) + "." + inner.group(1));
                }
            }
        }
        return listed;
    }

    /** Below io.multimodal; empty for sources of examples, benchmarks and tests. */
    private static String packageBelowOurs(Path source) {
        String path = SourceRulesTest.root().relativize(source).toString();
        String marker = "/src/main/java/io/multimodal/";
        int at = path.indexOf(marker);
        if (at < 0 || path.startsWith("examples/") || path.startsWith("tests/")) {
            return "";
        }
        return path.substring(at + marker.length()).replaceFirst("/?[^/]*$", "").replace('/', '.');
    }
}
