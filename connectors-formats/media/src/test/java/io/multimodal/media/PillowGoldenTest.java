// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.ColourMode;
import io.multimodal.types.program.Encoding;
import io.multimodal.types.program.FitMode;
import io.multimodal.types.program.ImageOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Pillow makes of the same: see {@code src/test/golden/make-golden.py}. */
class PillowGoldenTest {
    /**
     * Pillow says what it would give, these headers what is in the file: big-endian and 14-bit grey
     * are I;16, YCbCr is RGB, a missing photometric interpretation is unknown. The JPEG begins with
     * what is not a JPEG.
     */
    private static final Set<String> DIFFERENT =
            Set.of(
                    "broken-jpeg/broken-bogus-data-prepended-real-jfif-start-at-4801.jpg",
                    "tiff/colormap-with-extrasamples.tif",
                    "tiff/depth/flower-minisblack-16.tif",
                    "tiff/grayscale-old-style-jpeg.tiff",
                    "tiff/guessPhotometric/group4.tif",
                    "tiff/part.tif",
                    "tiff/planar-yuv410-jpeg-uncompressed.tif",
                    "tiff/planar-yuv420-jpeg-uncompressed.tif",
                    "tiff/planar-yuv422-bt601-uncompressed.tif",
                    "tiff/planar-yuv422-jpeg-uncompressed.tif",
                    "tiff/planar-yuv444-jpeg-uncompressed.tif");

    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    /** Pillow rounds to 8 bits between its two passes, this does not. */
    @ParameterizedTest
    @CsvSource({"32, 32", "50, 37", "9, 5", "101, 25", "150, 75", "250, 200", "100, 74"})
    void resizesAsPillowsBilinear(int width, int height) throws IOException {
        BufferedImage result =
                Images.pixels(
                        reader,
                        Images.derived(golden("source.png"), new ImageOp.Resize(width, height)));

        assertThat(Images.psnr(result, expected("resize-%dx%d".formatted(width, height))))
                .isGreaterThan(45);
    }

    @Test
    void cropsThenResizesAsPillow() throws IOException {
        BufferedImage result =
                Images.pixels(
                        reader,
                        Images.derived(
                                golden("source.png"),
                                new ImageOp.Crop(21, 13, 50, 50, 0),
                                new ImageOp.Resize(40, 60)));

        assertThat(Images.psnr(result, expected("crop-21-13-50-50-resize-40x60")))
                .isGreaterThan(50);
    }

    /** Where Pillow's result is exact by its definition, this one's is the same. */
    @ParameterizedTest
    @CsvSource({
        "cover-40x40, 45",
        "pad-50x60, 45",
        "contain-50x60, 45",
        "thumbnail-40x31, 45",
        "flip, Infinity",
        "convert-L, Infinity",
        "blur-1.5, Infinity",
        "blur-30, Infinity",
        "sharpen-2-150, Infinity",
    })
    void doesTheStepAsPillow(String name, double leastPsnr) throws IOException {
        ImageOp step =
                switch (name) {
                    case "cover-40x40" -> new ImageOp.Fit(40, 40, FitMode.COVER);
                    case "pad-50x60" -> new ImageOp.Fit(50, 60, FitMode.PAD);
                    case "contain-50x60" -> new ImageOp.Fit(50, 60, FitMode.CONTAIN);
                    case "thumbnail-40x31" -> new ImageOp.Fit(40, 31, FitMode.THUMBNAIL);
                    case "flip" -> new ImageOp.Flip();
                    case "convert-L" -> new ImageOp.Convert(ColourMode.L);
                    case "blur-1.5" -> new ImageOp.Blur(150);
                    case "blur-30" -> new ImageOp.Blur(3000);
                    default -> new ImageOp.Sharpen(200, 150);
                };
        // Java's grey is another one: what is compared has three channels.
        BufferedImage result =
                Images.pixels(
                        reader,
                        Images.derived(
                                golden("source.png"), step, new ImageOp.Convert(ColourMode.RGB)));
        BufferedImage expected = Images.rgb(expected("step-" + name));

        assertThat(result.getWidth()).isEqualTo(expected.getWidth());
        assertThat(result.getHeight()).isEqualTo(expected.getHeight());
        assertThat(Images.psnr(result, expected)).isGreaterThanOrEqualTo(leastPsnr);
    }

    @ParameterizedTest
    @CsvSource({"PNG, 0, Infinity", "JPEG, 95, 30", "WEBP, 95, 30"})
    void writesAsTheProgramSays(Encoding as, int quality, double leastPsnr) throws IOException {
        Encoded written =
                reader.materialise(
                        Images.derived(
                                golden("source.png"),
                                new ImageOp.Convert(ColourMode.L),
                                new ImageOp.Encode(as, quality)));

        assertThat(written.contentType()).isEqualTo(as.contentType());
        ObjectRef ref = Images.ref(written.bytes());
        assertThat(reader.header(ref).contentType()).isEqualTo(as.contentType());
        assertThat(reader.header(ref).mode()).isEqualTo(as == Encoding.WEBP ? "RGB" : "L");
        assertThat(Images.psnr(Images.pixels(reader, ref), Images.rgb(expected("step-convert-L"))))
                .isGreaterThanOrEqualTo(leastPsnr);
    }

    @ParameterizedTest
    @CsvSource({
        "420.jpg, 45",
        "422.jpg, 45",
        "444.jpg, 48",
        "progressive.jpg, 45",
        "grey.jpg, 48",
        "cmyk.jpg, 45",
        "palette.png, Infinity",
        "grey.png, Infinity",
        "bilevel.png, Infinity",
        "deep.png, 50",
        "alpha.png, 50",
        "alpha.webp, 50",
        "lossless.webp, Infinity",
        "lossy.webp, 40",
        "lzw.tif, Infinity",
        "deflate.tif, Infinity",
        "jpeg.tif, 40",
        "group4.tif, Infinity",
        "image.gif, Infinity",
        "image.bmp, Infinity",
        "animated.png, Infinity",
        "animated.gif, Infinity",
        "animated.webp, Infinity",
        "pages.tif, Infinity",
        "lossy.avif, 40",
        "grey.avif, 45",
        "alpha.avif, 40",
    })
    void decodesAsPillow(String name, double leastPsnr) throws IOException {
        BufferedImage result = Images.pixels(reader, Images.ref(golden(name)));

        assertThat(Images.psnr(result, Images.rgb(expected(name + ".expected"))))
                .isGreaterThanOrEqualTo(leastPsnr);
    }

    /** Size and mode of each image in the test jars that Pillow opens. */
    @Test
    void readsHeadersAsPillow() throws IOException {
        ImageProbe probe = new ImageProbe(Limits.DEFAULT);
        int compared = 0;
        for (String line : lines("headers.tsv")) {
            String[] fields = line.split("\t", -1);
            if (DIFFERENT.contains(fields[0])) {
                continue;
            }
            ImageHeader header = probe.probe(Images.handle(Corpus.read(fields[0])));
            boolean turned = header.orientation().swapsSides();
            assertThat(
                            List.of(
                                    turned ? header.height() : header.width(),
                                    turned ? header.width() : header.height(),
                                    header.mode()))
                    .as(fields[0])
                    .isEqualTo(
                            List.of(
                                    Integer.valueOf(fields[1]),
                                    Integer.valueOf(fields[2]),
                                    fields[3]));
            compared++;
        }
        assertThat(compared).isGreaterThan(200);
    }

    private static byte[] golden(String name) {
        return Corpus.read("golden/" + name);
    }

    private static BufferedImage expected(String name) {
        return Images.png(golden(name + ".png"));
    }

    static List<String> lines(String name) {
        return new String(golden(name), StandardCharsets.UTF_8).lines().toList();
    }
}
