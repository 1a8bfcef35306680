// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The table in {@code docs/images.md} says what this reads, no more and no less. With {@code
 * -Dmultimodal.write.docs=true} the test writes it.
 */
class ImageTableTest {
    private static final Path PAGE = Path.of("../../docs/images.md");
    private static final String BEGIN = "<!-- made by ImageTableTest -->\n";

    private static final String[][] KINDS = {
        {"JPEG, 4:2:0", "golden/420.jpg"},
        {"JPEG, 4:2:2", "golden/422.jpg"},
        {"JPEG, 4:4:4", "golden/444.jpg"},
        {"JPEG, progressive", "golden/progressive.jpg"},
        {"JPEG, grey", "golden/grey.jpg"},
        {"JPEG, CMYK inverted as Adobe does", "golden/cmyk.jpg"},
        {"JPEG, four inks without Adobe's mark", "jpeg/jfif-cmyk-invalid-icc-profile-srgb.jpg"},
        {"JPEG, EXIF orientation 6", "exif/Landscape_6.jpg"},
        {"JPEG, lossless", "jpeg-lossless/8_ls.jpg"},
        {"JPEG, cut", "broken-jpeg/110115680-6d6dce80-7d84-11eb-99df-4cb21df3b09f.jpeg"},
        {"PNG, RGB", "test-documents/testPNG.png"},
        {"PNG, palette", "golden/palette.png"},
        {"PNG, 1 bit", "golden/bilevel.png"},
        {"PNG, 16 bit grey", "golden/deep.png"},
        {"PNG, alpha", "golden/alpha.png"},
        {"APNG, its first frame", "golden/animated.png"},
        {"WebP, lossy", "golden/lossy.webp"},
        {"WebP, lossless", "golden/lossless.webp"},
        {"WebP, alpha", "golden/alpha.webp"},
        {"WebP, animated, its first frame", "golden/animated.webp"},
        {"GIF, its first frame", "golden/animated.gif"},
        {"BMP", "golden/image.bmp"},
        {"TIFF, LZW", "golden/lzw.tif"},
        {"TIFF, Deflate", "golden/deflate.tif"},
        {"TIFF, fax group 4", "golden/group4.tif"},
        {"TIFF, JPEG", "golden/jpeg.tif"},
        {"TIFF, tiles", "tiff/cramps-tile.tif"},
        {"TIFF, several pages, the first", "golden/pages.tif"},
        {"TIFF, CMYK", "tiff/depth/flower-separated-contig-08.tif"},
        {"TIFF, grey with alpha", "tiff/grayscale-alpha.tiff"},
        {"TIFF, 16 bit RGB", "tiff/depth/flower-rgb-contig-16.tif"},
        {"TIFF, floating point", "tiff/floatingpoint-32bit.tif"},
        {"TIFF, LAB", "tiff/lab-a-8.tiff"},
        {"BigTIFF", "bigtiff/BigTIFF.tif"},
        {"HEIC, one image", "test-documents/testHEIF.heic"},
        {"HEIC, grid of tiles", "test-documents/IMG_1034.heic"},
        {"AVIF", "golden/lossy.avif"},
        {"AVIF, alpha", "golden/alpha.avif"},
        {"JPEG 2000", "test-documents/testJPEG.jp2"},
        {"JPEG XL", "test-documents/testJXL.jxl"},
        {"Photoshop", "test-documents/testPSD.psd"},
    };

    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void saysWhatIsRead() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append("| Kind | Type | Mode | Pixels |\n|---|---|---|---|\n");
        for (String[] kind : KINDS) {
            table.append(row(kind[0], Corpus.read(kind[1])));
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("multimodal.write.docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table);
        } else {
            assertThat(page.substring(begin)).isEqualTo(table.toString());
        }
    }

    private String row(String kind, byte[] bytes) throws IOException {
        String type = "–";
        String mode = "–";
        String pixels;
        try {
            ImageHeader header = new ImageProbe(Limits.DEFAULT).probe(Images.handle(bytes));
            type = header.contentType();
            mode = String.valueOf(header.mode());
            byte[] thumbnail = reader.encode(Images.ref(bytes), "image/png", 16);
            pixels = thumbnail.length > 0 ? "read" : "none";
        } catch (MediaException e) {
            pixels = "refused: " + e.code();
        }
        return "| %s | %s | %s | %s |\n".formatted(kind, type, mode, pixels);
    }
}
