// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** PDF files of tests. */
public final class Pdfs {
    private Pdfs() {}

    /** Pages of 300 x 200 points, with these texts. */
    static byte[] withPages(String... texts) throws IOException {
        try (PDDocument document = pages(texts)) {
            return saved(document);
        }
    }

    static byte[] turned(String text) throws IOException {
        try (PDDocument document = pages(text)) {
            document.getPage(0).setRotation(90);
            return saved(document);
        }
    }

    /** The same document with its pages turned clockwise. */
    static byte[] rotated(byte[] file, int degrees) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            document.getPages().forEach(page -> page.setRotation(degrees));
            return saved(document);
        }
    }

    /** Opens with this password alone. */
    static byte[] encrypted(String password) throws IOException {
        try (PDDocument document = pages("secret")) {
            return encrypted(document, password);
        }
    }

    /** Opens without a password; a page of this content, compressed and in hexadecimal digits. */
    static byte[] encryptedContent(byte[] content) throws IOException {
        try (PDDocument document = pages("secret")) {
            COSArray filters = new COSArray();
            filters.add(COSName.ASCII_HEX_DECODE);
            filters.add(COSName.FLATE_DECODE);
            document.getPage(0)
                    .setContents(
                            new PDStream(document, new ByteArrayInputStream(content), filters));
            return encrypted(document, "");
        }
    }

    private static byte[] encrypted(PDDocument document, String password) throws IOException {
        document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
        return saved(document);
    }

    private static PDDocument pages(String... texts) throws IOException {
        PDDocument document = new PDDocument();
        for (String text : texts) {
            PDPage page = new PDPage(new PDRectangle(300, 200));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(Color.BLUE);
                content.addRect(20, 20, 100, 40);
                content.fill();
                content.setNonStrokingColor(Color.BLACK);
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
                content.newLineAtOffset(20, 140);
                content.showText(text);
                content.endText();
            }
        }
        return document;
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        document.save(file);
        return file.toByteArray();
    }

    /** A page of 300 x 200 points with a red image at 20, 20 from below, 100 x 150 points large. */
    public static byte[] withImage(boolean jpeg) throws IOException {
        BufferedImage red = new BufferedImage(50, 75, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = red.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 50, 75);
        graphics.dispose();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(300, 200));
            document.addPage(page);
            PDImageXObject image =
                    jpeg
                            ? JPEGFactory.createFromImage(document, red)
                            : LosslessFactory.createFromImage(document, red);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(image, 20, 20, 100, 150);
            }
            return saved(document);
        }
    }

    /** A page that one image covers, of 8 bits of grey, with these entries and content. */
    static byte[] ofImage(String entries, String content) {
        return ofImage(entries, content, "/X Do");
    }

    /** The same, drawn by this. */
    static byte[] ofImage(String entries, String content, String drawing) {
        return ofObjects(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
                "<</Length %d>>\nstream\n300 0 0 200 0 0 cm %s\nendstream"
                        .formatted("300 0 0 200 0 0 cm ".length() + drawing.length(), drawing),
                "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8%s/Length %d>>\nstream\n%s\nendstream"
                        .formatted(entries, content.length(), content));
    }

    /** The header of a grey JPEG with sides of this many pixels. */
    static String jpegThatClaims(int side) {
        String length = "" + (char) (side >> 8) + (char) (side & 0xff);
        return "\u00ff\u00d8\u00ff\u00c0\0\13\b" + length + length + "\1\1\21\0\u00ff\u00d9";
    }

    /**
     * A file of these objects, of which the first is the catalogue, without a table of them: PDFBox
     * finds them.
     */
    static byte[] ofObjects(String... objects) {
        StringBuilder file = new StringBuilder("%PDF-1.7\n");
        for (int i = 0; i < objects.length; i++) {
            file.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        file.append("trailer\n<</Root 1 0 R/Size ").append(objects.length + 1);
        return file.append(">>\nstartxref\n0\n%%EOF\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A page of this content, and no more. */
    static byte[] ofContent(String dictionary, String content) {
        return ofObjects(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>",
                "<<%s/Length %d>>\nstream\n%s\nendstream"
                        .formatted(dictionary, content.length(), content));
    }

    /** Compressed once and again, as bytes in a text. */
    static String deflated(byte[] content, int times) throws IOException {
        byte[] bytes = content;
        for (int i = 0; i < times; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
                deflater.write(bytes);
            }
            bytes = out.toByteArray();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String hexadecimal(String content) {
        return HexFormat.of().formatHex(content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
