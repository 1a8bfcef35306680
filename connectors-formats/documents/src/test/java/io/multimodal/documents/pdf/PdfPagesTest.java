// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pages as images, by the reader of images. */
class PdfPagesTest {
    private static final Limits SMALL = new Limits(4 << 20, 1 << 20, 1 << 28, 10_000);
    private static final int BLUE = 0x0000ff;
    private static final int WHITE = 0xffffff;

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void rendersAPageThatFillsItsImage() throws IOException {
        byte[] file = Pdfs.withPages("One", "Two");
        Pixels page = render(file, 2, 300, 200);
        assertThat(page.at(5, 5)).isEqualTo(WHITE);
        assertThat(page.at(70, 160)).isEqualTo(BLUE);
        assertThat(page.at(125, 160)).isEqualTo(WHITE);
        Pixels twice = render(file, 2, 600, 200);
        assertThat(twice.at(140, 160)).isEqualTo(BLUE);
        assertThat(twice.at(250, 160)).isEqualTo(WHITE);
    }

    @Test
    void drawsTextByTheBundledFont() throws IOException {
        Pixels page = render(Pdfs.withPages("One"), 1, 300, 200);
        assertThat(page.dark(20, 35, 90, 65)).isGreaterThan(100);
        assertThat(page.dark(150, 35, 290, 65)).isZero();
    }

    @Test
    void showsATurnedPageAsItIsDisplayed() throws IOException {
        Pixels page = render(Pdfs.turned("One"), 1, 200, 300);
        assertThat(page.at(40, 70)).isEqualTo(BLUE);
        assertThat(page.at(160, 70)).isEqualTo(WHITE);
    }

    @Test
    void drawsImagesOnAPage() throws IOException {
        for (boolean jpeg : new boolean[] {true, false}) {
            Pixels page = render(Pdfs.withImage(jpeg), 1, 300, 200);
            assertThat(page.at(60, 60) & 0xff).as("jpeg %s", jpeg).isLessThan(40);
            assertThat(page.at(60, 60) >> 16).as("jpeg %s", jpeg).isGreaterThan(200);
            assertThat(page.at(200, 60)).isEqualTo(WHITE);
        }
    }

    @Test
    void tellsTheSizeOfAPageWithoutReadingTheDocument() throws IOException {
        try (ImageReader images = images(Limits.DEFAULT)) {
            ObjectRef page = page(Pdfs.withPages("One"), 1, 1240, 1754);
            ObjectRef line = ImageProgram.of(page).then(new ImageOp.Rotate(1)).applyTo(page);
            assertThat(images.size(line)).isEqualTo(new ImageSize(1754, 1240));
            assertThat(images.header(page).mode()).isEqualTo("RGB");
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void refusesMorePixelsThanTheLimitBeforeItReads() throws IOException {
        byte[] file = Pdfs.withPages("One");
        refuses(ErrorCode.TOO_MANY_PIXELS, () -> render(file, 1, 1 << 20, 1 << 20));
        assertThat(opened).hasValue(0);
    }

    @Test
    void refusesAPageThatThereIsNot() throws IOException {
        byte[] file = Pdfs.withPages("One");
        refuses(ErrorCode.REFUSED, () -> render(file, 2, 9, 9));
    }

    @Test
    void refusesAFileThatIsNoDocument() {
        refuses(ErrorCode.UNSUPPORTED, () -> render(new byte[] {'h', 'i'}, 1, 9, 9));
    }

    @Test
    void namesTheModuleThatReadsDocumentsWhereThereIsNone() throws IOException {
        ObjectRef page = page(Pdfs.withPages("One"), 1, 9, 9);
        try (ImageReader images =
                ImageReader.open(PdfPagesTest::content, SMALL, ImageFormats.BUILT_IN)) {
            assertThatThrownBy(() -> images.check(page))
                    .hasMessageContaining("application/pdf")
                    .hasMessageContaining("multimodal-documents");
        }
    }

    @Test
    void refusesAnImageThatItCannotDecodeInsteadOfAGap() throws IOException {
        refuses(
                ErrorCode.UNSUPPORTED,
                () -> render(Pdfs.ofImage("/Width 9/Height 9/Filter/JPXDecode", "x"), 1, 9, 9));
        refuses(
                ErrorCode.UNSUPPORTED,
                () -> render(Pdfs.ofImage("/Width 9/Height 9/Filter/JBIG2Decode", "x"), 1, 9, 9));
        refuses(
                ErrorCode.CORRUPT,
                () -> render(Pdfs.ofImage("/Width 9/Height 9/Filter/DCTDecode", "x"), 1, 9, 9));
    }

    @Test
    void takesNoMemoryForPixelsThatAnImageClaims() throws IOException {
        String huge = "/Width 40000/Height 40000";
        refuses(ErrorCode.TOO_MANY_PIXELS, () -> render(Pdfs.ofImage(huge, "x"), 1, 9, 9));
        refuses(
                ErrorCode.TOO_MANY_PIXELS,
                () ->
                        render(
                                Pdfs.ofImage(
                                        "/Width 9/Height 9/Filter/CCITTFaxDecode/DecodeParms<</Columns 40000/Rows 40000>>",
                                        "x"),
                                1,
                                9,
                                9));
        refuses(
                ErrorCode.TOO_MANY_PIXELS,
                () ->
                        render(
                                Pdfs.ofImage(
                                        "/Width 9/Height 9/Filter/DCTDecode",
                                        Pdfs.jpegThatClaims(40_000)),
                                1,
                                9,
                                9));
        refuses(
                ErrorCode.TOO_MANY_PIXELS,
                () ->
                        render(
                                Pdfs.ofContent("", "BI /W 40000/H 40000/BPC 8/CS/G ID x EI"),
                                1,
                                9,
                                9));
    }

    @Test
    void endsForPatternsThatPaintEachOther() {
        String pattern =
                "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 900 900]/XStep 900/YStep 900/Resources<</Pattern<</P 5 0 R>>>>/Length 47>>\nstream\n/Pattern cs /P scn 0 0 900 900 re f            \nendstream";
        byte[] file =
                Pdfs.ofObjects(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 900]/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>>>",
                        "<</Length 34>>\nstream\n/Pattern cs /P scn 0 0 900 900 re f\nendstream",
                        pattern);
        refuses(ErrorCode.EXPANDS_TOO_MUCH, () -> render(file, 1, 900, 900));
    }

    @Test
    void endsInTimeForALineOfTooManyDashes() {
        byte[] file =
                Pdfs.ofContent(
                        "", "[0.0001] 0 d 1 w -1000000 50 m 1000000 60 l S 1 0 0 RG 0 0 m 9 9 l S");
        rendersOrRefuses(file, new Limits(4 << 20, 1 << 20, 1 << 28, 500));
    }

    @Test
    void rendersOrRefusesDamagedFiles() throws IOException {
        List<byte[]> files =
                List.of(Pdfs.withPages("One"), Pdfs.withImage(true), Pdfs.withImage(false));
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = files.get(i % files.size()).clone();
            for (int changes = 1 + random.nextInt(12); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            rendersOrRefuses(damaged, SMALL);
        }
    }

    private void rendersOrRefuses(byte[] file, Limits limits) {
        try {
            render(file, 1, 60, 40, limits);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(MediaException.class);
        }
    }

    private Pixels render(byte[] file, int number, int width, int height) throws IOException {
        return render(file, number, width, height, SMALL);
    }

    private Pixels render(byte[] file, int number, int width, int height, Limits limits)
            throws IOException {
        try (ImageReader images = images(limits)) {
            ObjectRef page = page(file, number, width, height);
            return new Pixels(
                    images.pixels(page, TensorSpec.Layout.HWC, TensorSpec.Channels.RGB)
                            .toBufferedImage());
        }
    }

    private ImageReader images(Limits limits) {
        return ImageReader.open(
                ref -> {
                    opened.incrementAndGet();
                    return content(ref);
                },
                limits,
                ImageFormats.find());
    }

    private static ObjectHandle content(ObjectRef ref) {
        return new ArrayHandle(((InlineRef) ref).content());
    }

    private static ObjectRef page(byte[] file, int number, int width, int height)
            throws MediaException {
        return ImageProgram.EMPTY
                .then(new ImageOp.Page(number, width, height))
                .applyTo(new InlineRef(file));
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).as("%s", e).isEqualTo(code));
    }

    private record Pixels(BufferedImage image) {
        int at(int x, int y) {
            return image.getRGB(x, y) & 0xffffff;
        }

        long dark(int left, int top, int right, int bottom) {
            long dark = 0;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    dark += (at(x, y) & 0xff) < 100 ? 1 : 0;
                }
            }
            return dark;
        }
    }
}
