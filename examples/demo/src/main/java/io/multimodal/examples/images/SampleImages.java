// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The images with known text: several sizes, colours, formats and ways of being turned. */
public final class SampleImages {
    /** All of them, none without text. */
    public static final List<SampleImage> ALL =
            List.of(
                    upright(
                            "receipt.png",
                            0x202020,
                            0xffffff,
                            22,
                            "Coffee and cake",
                            "Total 12.50 EUR"),
                    upright("sign.jpg", 0xffffff, 0x0a5c2b, 60, "EXIT 42"),
                    upright(
                            "poster.jpg",
                            0x7a0010,
                            0xfff3d6,
                            34,
                            "Summer Festival",
                            "Free entrance"),
                    upright(
                            "note.webp",
                            0x103070,
                            0xffffe0,
                            28,
                            "Call the plumber",
                            "before Friday"),
                    upright("tiny.png", 0x000000, 0xffffff, 14, "page 127"),
                    upright("banner.webp", 0xffe000, 0x202060, 80, "WELCOME HOME"),
                    upright("plate.png", 0x101010, 0xf4c430, 52, "KA 4711"),
                    upright(
                            "book.jpg",
                            0x303030,
                            0xf7f1e3,
                            30,
                            "Chapter Seven",
                            "The long voyage",
                            "begins at dawn"),
                    upright("blueprint.png", 0xd8e8ff, 0x1b3a6b, 26, "Section A", "Scale 1 to 50"),
                    upright("sale.jpg", 0xffffff, 0xc01818, 70, "SALE 30 percent"),
                    turned("quarter-turn.jpg", 1, 36, "Read me sideways"),
                    turned("upside-down.png", 2, 34, "Head over heels"),
                    turned("three-quarters.webp", 3, 34, "Turn the page back"),
                    exif("exif-mirrored.jpg", 2, "Mirror writing"),
                    exif("exif-upside-down.jpg", 3, "The camera was inverted"),
                    exif("exif-portrait.jpg", 6, "Portrait mode"),
                    exif("exif-landscape.jpg", 8, "Landscape mode"));

    private SampleImages() {}

    private static SampleImage upright(
            String name, int ink, int paper, int textHeight, String... lines) {
        return new SampleImage(name, List.of(lines), textHeight, ink, paper, 0, 1);
    }

    private static SampleImage turned(String name, int quarterTurns, int textHeight, String line) {
        return new SampleImage(
                name, List.of(line), textHeight, 0x181818, 0xfafafa, quarterTurns, 1);
    }

    private static SampleImage exif(String name, int orientation, String line) {
        return new SampleImage(name, List.of(line), 38, 0x182818, 0xf0f4f0, 0, orientation);
    }

    /**
     * Draws those that are not there yet.
     *
     * @param folder made where it is missing
     */
    public static void drawInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (SampleImage image : ALL) {
            Path file = folder.resolve(image.name());
            if (!Files.exists(file)) {
                Files.write(file, ImageDrawing.draw(image));
            }
        }
    }
}
