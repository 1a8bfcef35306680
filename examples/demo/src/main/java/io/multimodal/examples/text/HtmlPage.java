// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import static io.multimodal.examples.page.Page.escaped;
import static io.multimodal.examples.page.Page.figure;

import io.multimodal.examples.page.Bytes;
import io.multimodal.examples.page.Page;
import io.multimodal.media.image.ImageReader;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.failure.DeadLetter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A page of the images with their boxes drawn and the text beside them; one file that needs nothing
 * else.
 */
final class HtmlPage {
    private static final String FAILED =
            "<section><h2>Could not be used</h2><table>%s</table></section>";
    private static final int THUMBNAIL_SIDE = 640;

    private final Path folder;
    private final ImageReader reader;

    HtmlPage(Path folder, ImageReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    void write(TextInImages.Result result, Path output) throws IOException {
        Names names = new Names(folder, result.images());
        StringBuilder cards = new StringBuilder();
        List<ReadImage> byPlace =
                result.images().stream()
                        .filter(ReadImage::isUsable)
                        .sorted(Comparator.comparing(ReadImage::uri))
                        .toList();
        for (ReadImage image : byPlace) {
            cards.append(card(image, names));
        }
        StringBuilder letters = new StringBuilder();
        for (DeadLetter letter : result.letters()) {
            letters.append(row(letter, names));
        }
        new Page(
                        "Text in images",
                        folder.toString(),
                        figures(result.summary()),
                        Page.resource(HtmlPage.class, "page.css"),
                        (letters.isEmpty() ? "" : FAILED.formatted(letters))
                                + "<main>"
                                + cards
                                + "</main>")
                .write(output);
    }

    private static String figures(Summary summary) {
        return figure(summary.images(), "images")
                + figure(summary.lines(), "lines of text")
                + figure(Bytes.text(summary.store().bytes()), "in the store")
                + figure(Bytes.text(summary.referenceBytes()), "crossed Flink as references")
                + figure(Bytes.text(summary.valueBytes()), "would have crossed by value")
                + figure(summary.duplicates(), "duplicates");
    }

    private String card(ReadImage image, Names names) throws IOException {
        StringBuilder boxes = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (TextLine line : image.lines()) {
            boxes.append(box(line));
            lines.append("<li>%s</li>".formatted(line.text() == null ? "" : escaped(line.text())));
        }
        int width = image.image().width();
        int height = image.image().height();
        return """
               <article><figure>
               <svg viewBox="0 0 %d %d" role="img" aria-label="%s"><image href="%s" width="%d" height="%d"/>%s</svg>
               </figure><div><h2>%s</h2><p>%d × %d, %s, %s</p><ol>%s</ol></div></article>
               """
                .formatted(
                        width,
                        height,
                        escaped(names.of(image.uri())),
                        thumbnail(image),
                        width,
                        height,
                        boxes,
                        escaped(names.of(image.uri())),
                        width,
                        height,
                        escaped(image.image().contentType()),
                        Bytes.text(image.image().size()),
                        lines);
    }

    private String thumbnail(ReadImage image) throws IOException {
        try {
            byte[] jpeg = reader.encode(image.image().reference(), "image/jpeg", THUMBNAIL_SIDE);
            return Page.dataUri("image/jpeg", jpeg);
        } catch (InvalidReferenceException e) {
            throw new IOException("No thumbnail of '" + image.uri() + "': " + e.getMessage(), e);
        }
    }

    private static String box(TextLine line) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" transform=\"rotate(%.2f %.1f %.1f)\"><title>%s</title></rect>",
                line.x(),
                line.y(),
                line.width(),
                line.height(),
                line.angle(),
                line.x() + line.width() / 2.0,
                line.y() + line.height() / 2.0,
                line.text() == null ? "" : escaped(line.text()));
    }

    private static String row(DeadLetter letter, Names names) {
        return "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(escaped(names.of(letter)), letter.code(), escaped(letter.message()));
    }
}
