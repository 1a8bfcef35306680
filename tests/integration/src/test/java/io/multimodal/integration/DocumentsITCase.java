// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.command.SqlSession;
import io.multimodal.planner.SqlScript;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/documents.sql} finds pages by their text, and by what is written in a scan. */
class DocumentsITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final PDRectangle PAGE = new PDRectangle(600, 200);

    @TempDir private Path temp;

    @Test
    void findsAPageThatIsAPictureOfText() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("reports"));
        try (PDDocument written = page("The bank raised its interest rates in March.")) {
            written.save(folder.resolve("bank.pdf").toFile());
        }
        try (PDDocument scanned = scan("Two kittens slept on the sofa")) {
            scanned.save(folder.resolve("scan.pdf").toFile());
        }
        Files.writeString(folder.resolve("notes.txt"), "no document");

        List<Row> pets = ask(folder, "pets at home");
        assertThat(pets).extracting(row -> row.getField(0)).containsExactly("scan.pdf", "bank.pdf");
        assertThat(pets.get(0).<String>getFieldAs(3)).contains("kittens");
        assertThat(ask(folder, "the economy").get(0).getField(0)).isEqualTo("bank.pdf");
    }

    private List<Row> ask(Path folder, String question) throws Exception {
        TableEnvironment env =
                SqlSession.open(
                        EnvironmentSettings.newInstance().inBatchMode(),
                        Configuration.fromMap(
                                Map.of(
                                        "multimodal.stores.default.uri",
                                        temp.resolve("store").toUri().toString(),
                                        "parallelism.default",
                                        "1")));
        SqlScript script =
                SqlScript.read(
                        HOME.resolve("examples/documents.sql"),
                        Map.of(
                                "models",
                                HOME.resolve("examples/demo/target/models").toString(),
                                "folder",
                                folder.toString(),
                                "question",
                                question));
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = script.run(env).collect()) {
            results.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static PDDocument page(String text) throws IOException {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage(PAGE);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
            content.newLineAtOffset(40, 100);
            content.showText(text);
            content.endText();
        }
        return document;
    }

    /** The same, as an image that fills the page. */
    private static PDDocument scan(String text) throws IOException {
        BufferedImage image;
        try (PDDocument written = page(text)) {
            image = new PDFRenderer(written).renderImageWithDPI(0, 150);
        }
        PDDocument document = new PDDocument();
        PDPage page = new PDPage(PAGE);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(
                    LosslessFactory.createFromImage(document, image),
                    0,
                    0,
                    PAGE.getWidth(),
                    PAGE.getHeight());
        }
        return document;
    }
}
