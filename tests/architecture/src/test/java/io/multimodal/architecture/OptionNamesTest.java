// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.config.KnownOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages, comments and docs name only options that exist. */
class OptionNamesTest {
    private static final Pattern OPTION =
            Pattern.compile(
                    "(?<![\\w.])multimodal\\.(limits\\.[a-z-]+|on-error(\\.[a-z-]+)?|store(\\.[a-z-]+)*)");

    @Test
    void everyOptionThatIsNamedExists() throws IOException {
        List<Path> texts = new ArrayList<>(SourceRulesTest.mainSources(SourceRulesTest.root()));
        try (Stream<Path> docs = Files.walk(SourceRulesTest.root().resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(texts::add);
        }
        Set<String> names = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        for (Path text : texts) {
            for (String name : named(Files.readString(text))) {
                names.add(name);
                if (!isKnown(name)) {
                    unknown.add(name + " in " + text.getFileName());
                }
            }
        }
        assertThat(names).contains("multimodal.limits.pixels", "multimodal.store.cache.size");
        assertThat(unknown).isEmpty();
    }

    @Test
    void namesThatDoNotExistAreFound() {
        assertThat(named("see 'multimodal.limits.max-pixels' and io.multimodal.store.ref"))
                .containsExactly("multimodal.limits.max-pixels")
                .noneMatch(OptionNamesTest::isKnown);
    }

    private static List<String> named(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = OPTION.matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    private static boolean isKnown(String name) {
        try {
            KnownOptions.check(name);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
