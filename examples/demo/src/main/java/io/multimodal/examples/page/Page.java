// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A page in one file that needs nothing else: a title, figures, and what an example has to show.
 *
 * @param title in plain text
 * @param lead what stands below it, in plain text
 * @param figures made by {@link #figure}
 * @param style CSS of the example, behind that of all
 * @param body HTML
 */
public record Page(String title, String lead, String figures, String style, String body) {
    /** The name of the file. */
    public static final String FILE = "index.html";

    /** Writes the file. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(FILE),
                resource(Page.class, "page.html")
                        .replace("{{title}}", escaped(title))
                        .replace("{{lead}}", escaped(lead))
                        .replace("{{style}}", style)
                        .replace("{{figures}}", figures)
                        .replace("{{body}}", body));
    }

    /** A number and what it counts. */
    public static String figure(Object value, String label) {
        return "<li><b>%s</b> %s</li>".formatted(value, label);
    }

    /** An image that stands in the page itself. */
    public static String dataUri(String contentType, byte[] encoded) {
        return "data:" + contentType + ";base64," + Base64.getEncoder().encodeToString(encoded);
    }

    /** Plain text as HTML, also in attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A text beside a class. */
    public static String resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
