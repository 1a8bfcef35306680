// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL of a page of the documentation.
 *
 * @param text of the page
 */
record SqlPage(String text) {
    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private static final Pattern HEADING = Pattern.compile("^## (.*)$", Pattern.MULTILINE);

    private static final Pattern END = Pattern.compile(";\\s*\n");

    static SqlPage read(String name) throws IOException {
        return new SqlPage(Files.readString(Path.of("../../docs", name)));
    }

    /** The page with an example of an address or a path replaced by a real one. */
    SqlPage with(String example, String real) {
        if (!text.contains(example)) {
            throw new IllegalArgumentException("The page has no '" + example + "'");
        }
        return new SqlPage(text.replace(example, real));
    }

    /** The headings with statements. */
    List<String> sections() {
        return HEADING.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(heading -> !statements(heading).isEmpty())
                .toList();
    }

    /** The statements under a heading, in their order, without semicolons. */
    List<String> statements(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("The page has no heading '" + heading + "'");
        }
        int end = text.indexOf("\n## ", start + 1);
        Matcher blocks = BLOCK.matcher(text.substring(start, end < 0 ? text.length() : end));
        List<String> statements = new ArrayList<>();
        while (blocks.find()) {
            END.splitAsStream(blocks.group(1)).map(String::strip).forEach(statements::add);
        }
        return statements;
    }
}
