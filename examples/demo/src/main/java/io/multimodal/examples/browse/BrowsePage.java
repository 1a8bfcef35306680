// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.browse;

import static io.multimodal.examples.page.Page.escaped;

import io.multimodal.examples.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;

/**
 * A page with a section for each chapter: what it says, its statements, and what they gave. Rows
 * with something to see become cards, other ones a table; rows that begin with the same value stand
 * together where most do. Not thread-safe.
 */
final class BrowsePage {
    private final Path folder;
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder contents = new StringBuilder();
    private int chapters;

    BrowsePage(Path folder) {
        this.folder = folder;
    }

    /** Renders what a chapter gave. Blocks: it decodes what is to be seen. */
    void add(Chapter chapter, List<Browse.Answer> answers, Cells cells) throws IOException {
        if (answers.isEmpty()) {
            return;
        }
        chapters++;
        contents.append(
                "<li><a href=\"#c%d\">%s</a></li>".formatted(chapters, escaped(chapter.title())));
        body.append(
                """
                <section id="c%d"><h2>%s</h2><p>%s</p>
                <details><summary>SQL</summary><pre>%s</pre></details>
                """
                        .formatted(
                                chapters,
                                escaped(chapter.title()),
                                prose(chapter.prose()),
                                escaped(chapter.source())));
        for (Browse.Answer answer : answers) {
            add(answer, cells);
        }
        body.append("</section>\n");
    }

    void write(Path output) throws IOException {
        new Page(
                        "A folder of media",
                        folder.toString(),
                        contents.toString(),
                        Page.resource(BrowsePage.class, "page.css"),
                        body.toString())
                .write(output);
    }

    /** What stands in backquotes is code. */
    private static String prose(String text) {
        return escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private void add(Browse.Answer answer, Cells cells) throws IOException {
        if (answer.rows().isEmpty()) {
            body.append("<p class=\"none\">No rows.</p>");
        } else if (answer.rows().stream().anyMatch(Cells::isToBeSeen)) {
            gallery(answer, cells);
        } else {
            table(answer, cells);
        }
    }

    private void table(Browse.Answer answer, Cells cells) throws IOException {
        body.append("<div class=\"scroll\"><table><thead><tr>");
        for (int i = 0; i < answer.columns().size(); i++) {
            body.append(
                    "<th%s>%s</th>"
                            .formatted(
                                    Cells.kind(answer.rows(), i),
                                    escaped(answer.columns().get(i).replace('_', ' '))));
        }
        body.append("</tr></thead>");
        for (Row row : answer.rows()) {
            body.append("<tr>");
            for (int i = 0; i < row.getArity(); i++) {
                body.append(
                        "<td%s>%s</td>"
                                .formatted(
                                        Cells.kind(answer.rows(), i),
                                        cells.text(answer.columns().get(i), row.getField(i))));
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>");
    }

    private void gallery(Browse.Answer answer, Cells cells) throws IOException {
        Map<Object, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : answer.rows()) {
            groups.computeIfAbsent(row.getField(0), first -> new ArrayList<>()).add(row);
        }
        if (2 * groups.size() > answer.rows().size()) {
            cards(answer, answer.rows(), 0, cells);
            return;
        }
        for (Map.Entry<Object, List<Row>> group : groups.entrySet()) {
            body.append(
                    "<h3>%s</h3>".formatted(cells.text(answer.columns().get(0), group.getKey())));
            cards(answer, group.getValue(), 1, cells);
        }
    }

    private void cards(Browse.Answer answer, List<Row> rows, int from, Cells cells)
            throws IOException {
        boolean pairs = rows.stream().allMatch(row -> Cells.seenIn(row) > 1);
        String shape = pairs ? " pairs" : from > 0 ? " strip" : "";
        body.append("<div class=\"cards%s\">".formatted(shape));
        for (Row row : rows) {
            StringBuilder seen = new StringBuilder();
            StringBuilder told = new StringBuilder();
            for (int i = from; i < row.getArity(); i++) {
                String column = answer.columns().get(i);
                if (Cells.isToBeSeen(row.getField(i))) {
                    seen.append(cells.image(column, row.getField(i)));
                } else if (i == 0) {
                    told.append("<b>%s</b>".formatted(cells.text(column, row.getField(i))));
                } else {
                    told.append(
                            "<span><i>%s</i> %s</span>"
                                    .formatted(
                                            escaped(column.replace('_', ' ')),
                                            cells.text(column, row.getField(i))));
                }
            }
            body.append(
                    "<figure><div class=\"seen\">%s</div><figcaption>%s</figcaption></figure>%n"
                            .formatted(seen, told));
        }
        body.append("</div>");
    }
}
