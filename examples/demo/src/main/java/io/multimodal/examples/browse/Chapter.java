// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.browse;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a script that begins with a comment {@code -- # Title}.
 *
 * @param title empty for what comes before the first title
 * @param prose what the comment says below the title
 * @param source the statements as they are written
 */
record Chapter(String title, String prose, String source) {
    private static final String TITLE = "-- # ";
    private static final String COMMENT = "--";

    static List<Chapter> of(String script) {
        List<Chapter> chapters = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String title = "";
        for (String line : script.split("\\R", -1)) {
            if (line.startsWith(TITLE)) {
                chapters.add(of(title, lines));
                lines.clear();
                title = line.substring(TITLE.length()).strip();
            } else {
                lines.add(line);
            }
        }
        chapters.add(of(title, lines));
        return chapters;
    }

    private static Chapter of(String title, List<String> lines) {
        int prose = 0;
        StringBuilder text = new StringBuilder();
        while (!title.isEmpty() && prose < lines.size() && lines.get(prose).startsWith(COMMENT)) {
            text.append(lines.get(prose).substring(COMMENT.length()).strip()).append(' ');
            prose++;
        }
        String source = String.join("\n", lines.subList(prose, lines.size()));
        return new Chapter(title, text.toString().strip(), source.strip());
    }
}
