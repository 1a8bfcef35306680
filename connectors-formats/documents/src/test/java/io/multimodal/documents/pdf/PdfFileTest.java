// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PdfFileTest {
    private static final Limits SMALL = new Limits(1 << 20, 1 << 20, 1 << 26, 10_000);

    @Test
    void readsPagesInOrder() throws IOException {
        assertThat(pages(Pdfs.withPages("One", "Two words")))
                .extracting(PdfFile.Page::number, PdfFile.Page::text)
                .containsExactly(tuple(1, "One"), tuple(2, "Two words"));
    }

    @Test
    void keepsLinesTogetherThatRunUpThePage() throws IOException {
        assertThat(pages(Pdfs.turned("Turned words")).get(0))
                .isEqualTo(new PdfFile.Page(1, new PageBox(200, 300), "Turned words"));
    }

    @Test
    void refusesWhatIsNoPdfFile() {
        refuses(ErrorCode.UNSUPPORTED, () -> pages(new byte[0]));
        refuses(ErrorCode.UNSUPPORTED, () -> pages("a text".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void refusesAFileWithoutItsEnd() throws IOException {
        byte[] file = Pdfs.withPages("One");
        refuses(ErrorCode.TRUNCATED, () -> pages(Arrays.copyOf(file, file.length / 2)));
    }

    @Test
    void refusesAPasswordByName() throws IOException {
        byte[] file = Pdfs.encrypted("key");
        refuses(ErrorCode.UNSUPPORTED, () -> pages(file));
        assertThat(pages(Pdfs.encrypted(""))).hasSize(1);
    }

    @Test
    void countsWhatStreamsExpandTo() throws IOException {
        byte[] zeros = new byte[2 << 20];
        for (int times = 1; times <= 3; times++) {
            String filters = "/Filter[" + "/FlateDecode ".repeat(times) + "]";
            byte[] bomb = Pdfs.ofContent(filters, Pdfs.deflated(zeros, times));
            refuses(ErrorCode.EXPANDS_TOO_MUCH, () -> new PdfFile(bomb, SMALL).memoryBytes());
            Limits enough = new Limits(4 << 20, 1, 1, 10_000);
            assertThat(new PdfFile(bomb, enough).memoryBytes()).isGreaterThan(2L * zeros.length);
        }
    }

    /** Expansion does not see it: it is compressed within other filters, or encrypted. */
    @Test
    void countsStreamsWhileTheyAreRead() throws IOException {
        byte[] zeros = new byte[2 << 20];
        byte[] hidden =
                Pdfs.ofContent(
                        "/Filter[/ASCIIHexDecode /FlateDecode]",
                        Pdfs.hexadecimal(Pdfs.deflated(zeros, 1)));
        assertThat(new PdfFile(hidden, SMALL).memoryBytes()).isLessThan(zeros.length);
        refuses(ErrorCode.EXPANDS_TOO_MUCH, () -> pages(hidden));
        byte[] encrypted = Pdfs.encryptedContent(zeros);
        assertThat(new PdfFile(encrypted, SMALL).memoryBytes()).isLessThan(zeros.length);
        refuses(ErrorCode.EXPANDS_TOO_MUCH, () -> pages(encrypted));
    }

    @Test
    void takesNoMemoryForRowsThatAFileClaims() throws IOException {
        byte[] file =
                Pdfs.ofContent(
                        "/Filter[/ASCIIHexDecode /FlateDecode]/DecodeParms[null<</Predictor 15/Columns 2000000000>>]",
                        Pdfs.hexadecimal(Pdfs.deflated(new byte[100], 1)));
        refuses(ErrorCode.EXPANDS_TOO_MUCH, () -> pages(file));
    }

    @Test
    void decodesNoImages() throws IOException {
        byte[] file =
                Pdfs.ofContent(
                        "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 40000/Rows 40000>>",
                        "x");
        readsOrRefuses(file);
    }

    @Test
    void endsForATreeOfPagesThatLeadsToItself() {
        byte[] file =
                Pdfs.ofObjects(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2147483647>>",
                        "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 7>>");
        readsOrRefuses(file);
    }

    @Test
    void endsForFormsThatDrawEachOther() {
        StringBuilder twice = new StringBuilder();
        twice.append("/X Do ".repeat(50));
        String form =
                "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length %d>>\nstream\n%s\nendstream"
                        .formatted(twice.length(), twice);
        byte[] file =
                Pdfs.ofObjects(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
                        "<</Length 6>>\nstream\n/X Do \nendstream",
                        form);
        refuses(
                ErrorCode.TIMED_OUT,
                () -> new PdfFile(file, new Limits(1 << 20, 1, 1, 300)).pages());
    }

    @Test
    void refusesMoreTextThanTheLimit() throws IOException {
        byte[] file = Pdfs.withPages("x".repeat(100));
        refuses(ErrorCode.TOO_LARGE, () -> new PdfFile(file, new Limits(6300, 1, 1, 9000)).pages());
        assertThat(new PdfFile(file, new Limits(6400, 1, 1, 9000)).pages()).hasSize(1);
    }

    @Test
    void hasNoSizeInPixelsForAPageThatIsTooLarge() throws IOException {
        byte[] file =
                Pdfs.ofObjects(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 200]>>");
        assertThat(pages(file).get(0).box().size(100)).isEqualTo(Optional.empty());
    }

    @Test
    void reachesNoFileNorAddress() throws IOException {
        byte[] file = Pdfs.ofContent("/F(file:///etc/passwd)/FFilter/FlateDecode", "BT ET");
        assertThat(pages(file).get(0).text()).isEmpty();
    }

    @Test
    void readsOrRefusesDamagedFiles() throws IOException {
        byte[] whole = Pdfs.withPages("One", "Two", "Three");
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(12); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            readsOrRefuses(damaged);
        }
    }

    @Test
    void givesImagesWithTheirPlaceOnThePage() throws IOException {
        Rectangle2D place = new Rectangle2D.Double(20, 30, 100, 150);
        List<PdfFile.PlacedImage<byte[]>> jpeg = images(Pdfs.withImage(true));
        assertThat(jpeg).extracting(PdfFile.PlacedImage::place).containsExactly(place);
        assertThat(jpeg.get(0).image()).startsWith(0xff, 0xd8).endsWith(0xff, 0xd9);
        List<PdfFile.PlacedImage<byte[]>> png = images(Pdfs.withImage(false));
        assertThat(png).extracting(PdfFile.PlacedImage::place).containsExactly(place);
        assertThat(png.get(0).image()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(images(Pdfs.withPages("no image"))).isEmpty();
    }

    @Test
    void tellsThePlaceOnATurnedPageAsItIsDisplayed() throws IOException {
        double[][] places = {
            {20, 20, 150, 100}, {180, 20, 100, 150}, {30, 180, 150, 100}, {20, 30, 100, 150}
        };
        for (int turns = 1; turns <= places.length; turns++) {
            double[] place = places[turns - 1];
            byte[] file = Pdfs.rotated(Pdfs.withImage(true), 90 * turns);
            assertThat(images(file).get(0).place())
                    .as("%d degrees", 90 * turns)
                    .isEqualTo(new Rectangle2D.Double(place[0], place[1], place[2], place[3]));
        }
    }

    @Test
    void makesAnImageOnceThatIsDrawnTwice() throws IOException {
        AtomicInteger made = new AtomicInteger();
        byte[] file = Pdfs.ofImage("/Width 1/Height 1", "x", "/X Do /X Do");
        assertThat(new PdfFile(file, SMALL).images(image -> made.incrementAndGet())).hasSize(2);
        assertThat(made).hasValue(1);
    }

    @Test
    void takesAFailureOfTheStoreForNoDamage() throws IOException {
        byte[] file = Pdfs.withImage(true);
        IOException failure = new IOException("the store is full");
        assertThatThrownBy(
                        () ->
                                new PdfFile(file, SMALL)
                                        .images(
                                                image -> {
                                                    throw failure;
                                                }))
                .isSameAs(failure);
    }

    @Test
    void givesNoImageThatIsLargerThanTheLimits() {
        byte[] file = Pdfs.ofImage("/Width 40000/Height 40000", "x");
        refuses(ErrorCode.TOO_MANY_PIXELS, () -> images(file));
        refuses(ErrorCode.TOO_MANY_PIXELS, () -> new PdfFile(file, SMALL).imageBytes());
    }

    private static List<PdfFile.PlacedImage<byte[]>> images(byte[] file) throws IOException {
        return new PdfFile(file, SMALL).images(image -> image);
    }

    private static List<PdfFile.Page> pages(byte[] file) throws IOException {
        return new PdfFile(file, SMALL).pages();
    }

    private static void readsOrRefuses(byte[] file) {
        try {
            PdfFile document = new PdfFile(file, SMALL);
            document.memoryBytes();
            document.pages();
        } catch (IOException e) {
            assertThat(e).isInstanceOf(MediaException.class);
        }
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).as("%s", e).isEqualTo(code));
    }
}
