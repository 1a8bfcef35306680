// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.Corpus;
import io.multimodal.media.CountingWholeReads;
import io.multimodal.media.Drawing;
import io.multimodal.media.Images;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageReaderTest {
    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void setsEveryExifOrientationRight() throws IOException {
        for (String shape : List.of("Landscape", "Portrait")) {
            ObjectRef upright = Images.ref(Corpus.read("exif/" + shape + "_1.jpg"));
            ImageSize size = reader.size(upright);
            FloatBuffer expected = samples(upright, size);
            for (int orientation = 2; orientation <= 8; orientation++) {
                ObjectRef other =
                        Images.ref(Corpus.read("exif/%s_%d.jpg".formatted(shape, orientation)));
                assertThat(reader.size(other)).isEqualTo(size);
                assertThat(psnr(expected, samples(other, size)))
                        .as("%s %d", shape, orientation)
                        .isGreaterThan(28);
            }
        }
    }

    /** All samples, from 0 to 1. */
    private FloatBuffer samples(ObjectRef ref, ImageSize size) throws IOException {
        TensorSpec spec = TensorSpec.of(size.width(), size.height());
        FloatBuffer samples = tensor(spec, 0);
        reader.render(ref, spec, samples);
        return samples;
    }

    private static double psnr(FloatBuffer expected, FloatBuffer actual) {
        double sum = 0;
        for (int i = 0; i < expected.capacity(); i++) {
            double difference = (double) expected.get(i) - actual.get(i);
            sum += difference * difference;
        }
        return -10 * Math.log10(sum / expected.capacity());
    }

    @Test
    void givesThePixelsOfLosslessFormatsExactly() throws IOException {
        BufferedImage drawn = Drawing.image(97, 61);
        for (String format : List.of("png", "bmp", "gif")) {
            byte[] encoded = Images.encode(drawn, format);
            assertThat(Images.psnr(pixels(encoded), Images.png(encoded)))
                    .as(format)
                    .isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void decodesOrdinaryJpegsAsImageIoDoes() throws IOException {
        for (String path :
                List.of(
                        "exif/Portrait_1.jpg",
                        "golden/grey.jpg",
                        "jpeg/jfif-progressive-invalid-dht.jpg",
                        "jpeg/jfif-ycbcr-no-subsampling-intel.jpg",
                        "jpeg/adobe-unknown-rgb-ids.jpg",
                        "jpeg/5dhtsegments.jpg")) {
            byte[] bytes = Corpus.read(path);
            assertThat(Images.psnr(pixels(bytes), Images.rgb(Images.png(bytes))))
                    .as(path)
                    .isGreaterThan(50);
        }
    }

    @Test
    void laysTransparentPixelsOverWhite() throws IOException {
        BufferedImage half = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        half.setRGB(0, 0, 0x80ff0000);
        half.setRGB(1, 0, 0x00000000);

        BufferedImage result = pixels(Images.encode(half, "png"));

        assertThat(new Color(result.getRGB(0, 0))).isEqualTo(new Color(255, 127, 127));
        assertThat(new Color(result.getRGB(1, 0))).isEqualTo(Color.WHITE);
    }

    @Test
    void cropsExactly() throws IOException {
        BufferedImage drawn = Drawing.image(120, 80);
        ObjectRef crop =
                Images.derived(Images.encode(drawn, "png"), new ImageOp.Crop(11, 7, 40, 30, 0));

        assertThat(reader.size(crop)).isEqualTo(new ImageSize(40, 30));
        assertThat(Images.psnr(Images.pixels(reader, crop), drawn.getSubimage(11, 7, 40, 30)))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void clipsAnUprightCropAtTheImagesEdge() throws IOException {
        ObjectRef crop =
                Images.derived(
                        Images.encode(Drawing.image(120, 80), "png"),
                        new ImageOp.Crop(100, 70, 40, 30, 0));

        assertThat(reader.size(crop)).isEqualTo(new ImageSize(20, 10));
    }

    @Test
    void refusesABoxOutsideTheImage() {
        ObjectRef crop =
                Images.derived(
                        Images.encode(Drawing.image(120, 80), "png"),
                        new ImageOp.Crop(500, 0, 40, 30, 0));

        MediaException e = catchThrowableOfType(MediaException.class, () -> reader.size(crop));

        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(e).hasMessageContaining("500,0").hasMessageContaining("120 x 80");
    }

    @Test
    void turnsByQuartersExactly() throws IOException {
        BufferedImage drawn = Drawing.image(50, 30);
        for (int turns = 1; turns <= 3; turns++) {
            ObjectRef turned =
                    Images.derived(Images.encode(drawn, "png"), new ImageOp.Rotate(turns));
            assertThat(Images.psnr(Images.pixels(reader, turned), Drawing.turn(drawn, turns)))
                    .as("%d quarter turns", turns)
                    .isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void cutsTurnedBoxesUpright() throws IOException {
        BufferedImage drawn = Drawing.smooth(300, 200);
        for (int degrees : new int[] {-170, -45, -3, 1, 30, 90, 135, 180}) {
            ImageOp.Crop box = new ImageOp.Crop(100, 80, 80, 40, degrees * 100);
            ObjectRef ref = Images.derived(Images.encode(drawn, "png"), box);
            BufferedImage expected = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = expected.createGraphics();
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            AffineTransform toBox = AffineTransform.getTranslateInstance(40, 20);
            toBox.rotate(-Math.toRadians(degrees));
            toBox.translate(-140, -100);
            graphics.drawImage(drawn, toBox, null);
            graphics.dispose();

            assertThat(Images.psnr(Images.pixels(reader, ref), expected))
                    .as("%d degrees", degrees)
                    .isGreaterThan(40);
        }
    }

    @Test
    void repeatsTheEdgeOutsideATurnedBox() throws IOException {
        BufferedImage red = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Drawing.fill(red, Color.RED);
        ObjectRef ref =
                Images.derived(Images.encode(red, "png"), new ImageOp.Crop(-20, -20, 80, 80, 1500));

        BufferedImage result = Images.pixels(reader, ref);

        assertThat(result.getWidth()).isEqualTo(80);
        assertThat(new Color(result.getRGB(0, 0))).isEqualTo(Color.RED);
        assertThat(new Color(result.getRGB(79, 79))).isEqualTo(Color.RED);
    }

    @Test
    void repeatsTheEdgeOfTheCropAndNotWhatLiesBesideIt() throws IOException {
        BufferedImage halves = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
        Drawing.fill(halves, Color.RED);
        Drawing.fill(halves.getSubimage(40, 0, 40, 40), Color.BLUE);
        ObjectRef ref =
                Images.derived(
                        Images.encode(halves, "png"),
                        new ImageOp.Crop(0, 0, 40, 40, 0),
                        new ImageOp.Crop(10, 0, 60, 40, 500));

        BufferedImage result = Images.pixels(reader, ref);

        assertThat(new Color(result.getRGB(59, 20))).isEqualTo(Color.RED);
    }

    @Test
    void keepsLostWhatAResizeLost() throws IOException {
        BufferedImage stripes = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            Drawing.fill(stripes.getSubimage(x, 0, 1, 64), x % 2 == 0 ? Color.BLACK : Color.WHITE);
        }
        ObjectRef ref =
                Images.derived(
                        Images.encode(stripes, "png"),
                        new ImageOp.Resize(8, 8),
                        new ImageOp.Resize(64, 64));

        BufferedImage result = Images.pixels(reader, ref);

        assertThat(result.getWidth()).isEqualTo(64);
        for (int x = 4; x < 60; x++) {
            assertThat(new Color(result.getRGB(x, 30)).getRed()).isBetween(120, 136);
        }
    }

    @Test
    void rendersTheSameTensorInEveryLayout() throws IOException {
        BufferedImage drawn = Drawing.image(20, 10);
        ObjectRef ref = Images.ref(Images.encode(drawn, "png"));
        List<Float> mean = List.of(0.1f, 0.2f, 0.3f);
        List<Float> std = List.of(0.5f, 0.25f, 0.2f);
        for (TensorSpec.Layout layout : TensorSpec.Layout.values()) {
            for (TensorSpec.Channels channels :
                    List.of(TensorSpec.Channels.RGB, TensorSpec.Channels.BGR)) {
                TensorSpec spec =
                        TensorSpec.of(20, 10)
                                .normalised(mean, std)
                                .in(layout, channels)
                                .padded(24, 11, -7f);
                FloatBuffer target = tensor(spec, 5);
                reader.render(ref, spec, target);

                assertThat(target.position()).isEqualTo(5);
                for (int y = 0; y < 11; y++) {
                    for (int x = 0; x < 24; x++) {
                        for (int c = 0; c < 3; c++) {
                            int at =
                                    layout == TensorSpec.Layout.CHW
                                            ? (c * 11 + y) * 24 + x
                                            : (y * 24 + x) * 3 + c;
                            int shift = channels == TensorSpec.Channels.RGB ? 16 - 8 * c : 8 * c;
                            float expected = -7f;
                            if (x < 20 && y < 10) {
                                int value = drawn.getRGB(x, y) >> shift & 0xff;
                                expected = (value / 255f - mean.get(c)) / std.get(c);
                            }
                            assertThat(target.get(5 + at))
                                    .isCloseTo(
                                            expected, org.assertj.core.data.Offset.offset(1e-4f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesABufferThatIsTooSmall() {
        ObjectRef ref = Images.ref(Images.encode(Drawing.image(20, 10), "png"));

        assertThatThrownBy(
                        () -> reader.render(ref, TensorSpec.of(20, 10), FloatBuffer.allocate(599)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("600")
                .hasMessageContaining("599");
    }

    @Test
    void decodesOnceForManyCropsAtOnce() throws Exception {
        byte[] bytes = Corpus.read("exif/Landscape_1.jpg");
        AtomicInteger wholeReads = new AtomicInteger();
        ObjectRef source = Images.ref(bytes);
        try (ImageReader counting =
                ImageReader.open(
                        ref -> new CountingWholeReads(bytes, wholeReads), Limits.DEFAULT)) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> crops =
                    IntStream.range(0, 20)
                            .<Future<?>>mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        crop(counting, source, bytes, i);
                                                        return null;
                                                    }))
                            .toList();
            for (Future<?> crop : crops) {
                crop.get();
            }
            threads.shutdown();
        }
        assertThat(wholeReads).hasValue(1);
    }

    private static void crop(ImageReader reader, ObjectRef source, byte[] bytes, int i)
            throws IOException {
        ObjectRef ref = Images.derived(bytes, new ImageOp.Crop(50 * i, 100, 100, 48, 200));
        TensorSpec spec = TensorSpec.of(100, 48);
        reader.render(ref, spec, tensor(spec, 0));
        assertThat(source).isNotNull();
    }

    @Test
    void isAsGoodAtReducedSizeAsFromAllPixels() throws IOException {
        byte[] jpeg = Corpus.read("exif/Landscape_1.jpg");
        byte[] png = Images.encode(pixels(jpeg), "png");
        ObjectRef reduced = Images.derived(jpeg, new ImageOp.Resize(224, 224));
        ObjectRef full = Images.derived(png, new ImageOp.Resize(224, 224));

        reader.close();
        try (ImageReader fresh = Images.reader()) {
            assertThat(Images.psnr(Images.pixels(fresh, reduced), Images.pixels(fresh, full)))
                    .isGreaterThan(35);
        }
    }

    @Test
    void saysThatACutJpegIsCut() {
        byte[] whole = Corpus.read("exif/Landscape_1.jpg");
        for (double part : new double[] {0.1, 0.5, 0.9, 0.999}) {
            byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));
            MediaException e = catchThrowableOfType(MediaException.class, () -> pixels(cut));
            assertThat(e).as("%s of the file", part).isNotNull();
            assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void refusesAImageThatNeedsMoreMemoryThanThereIs() {
        byte[] bytes = Images.encode(Drawing.image(2000, 2000), "png");
        try (ImageReader small = Images.reader(new Limits(1 << 24, 10_000_000, 1 << 20))) {
            MediaException e =
                    catchThrowableOfType(
                            MediaException.class, () -> Images.pixels(small, Images.ref(bytes)));
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS);
        }
    }

    /** Compared with what Pillow's getexif gives, and NumPy of the variance of the Laplacian. */
    @Test
    void tellsWhatExifSaysAndHowSharpAImageIs() throws IOException {
        ObjectRef photo = Images.ref(Corpus.read("test-documents/testJPEG_EXIF.jpg"));
        assertThat(reader.exif(photo))
                .containsEntry("Make", "Canon")
                .containsEntry("Model", "Canon EOS 40D")
                .containsEntry("DateTimeOriginal", "2009:08:11 09:09:45")
                .containsEntry("ExposureTime", "1/1600");
        assertThat(
                        reader.metadata(
                                Images.derived(
                                        Corpus.read("test-documents/testJPEG_EXIF.jpg"),
                                        new ImageOp.Rotate(1))))
                .containsEntry("exif:Make", "Canon")
                .containsEntry("program", "rotate(90°)");
        ObjectRef drawing = Images.ref(Corpus.read("golden/source.png"));
        assertThat(reader.exif(drawing)).isEmpty();
        assertThat(reader.sharpness(drawing)).isCloseTo(18403.82889321962, within(1e-6));
    }

    /** FFmpeg takes it for corrupt. */
    @Test
    void readsATransparentWebpByTheReferenceDecoder() throws IOException {
        ObjectRef ref = Images.ref(Corpus.read("webp/lossless.transparent.webp"));
        reader.check(ref);
        assertThat(reader.size(ref)).isEqualTo(new ImageSize(1920, 1477));
    }

    @Test
    void stopsWaitingForADecoderThatTakesTooLong() throws IOException {
        byte[] large = Corpus.read("exif/Landscape_1.jpg");
        Limits impatient = new Limits(1 << 24, 10_000_000, 1 << 30, 1);
        try (ImageReader reader = Images.reader(impatient)) {
            assertThatThrownBy(() -> reader.check(Images.ref(large)))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
    }

    @Test
    void findsABrokenImageByDecodingAllOfIt() throws IOException {
        byte[] file = Corpus.read("golden/420.jpg");
        reader.check(Images.ref(file));
        ObjectRef cut = Images.ref(Arrays.copyOf(file, file.length - 50));

        assertThatThrownBy(() -> reader.check(cut))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED));
    }

    @Test
    void scalesAThumbnailAndKeepsSmallImagesAsTheyAre() throws IOException {
        ObjectRef ref = Images.ref(Corpus.read("exif/Landscape_1.jpg"));

        BufferedImage thumbnail = Images.png(reader.encode(ref, "image/jpeg", 300));

        assertThat(thumbnail.getWidth()).isEqualTo(300);
        assertThat(thumbnail.getHeight()).isEqualTo(200);
        assertThat(Images.png(reader.encode(ref, "image/png", 5000)).getWidth()).isEqualTo(1800);
        assertThatThrownBy(() -> reader.encode(ref, "image/gif", 300))
                .hasMessageContaining("image/gif")
                .hasMessageContaining("image/jpeg");
    }

    private BufferedImage pixels(byte[] bytes) throws IOException {
        return Images.pixels(reader, Images.ref(bytes));
    }

    private static FloatBuffer tensor(TensorSpec spec, int before) {
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(4 * ((int) spec.elements() + before))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        return buffer.position(before);
    }
}
