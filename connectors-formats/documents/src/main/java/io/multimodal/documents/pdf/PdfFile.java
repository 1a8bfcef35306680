// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A PDF file, which may be hostile: every method ends within {@link Limits#decodeMillis}, with a
 * result or with {@link MediaException}. Immutable and thread-safe; the methods do not wait.
 */
public final class PdfFile {
    /** The most pages of a document. */
    public static final int MAX_PAGES = 100_000;

    /** A character takes its place on the page, a char and room in buffers. */
    private static final int BYTES_PER_GLYPH = 64;

    private static final int END_BYTES = 4096;
    private static final int HEAD_BYTES = 1024;
    private static final int HEAP_PART = 4;

    static {
        BundledFont.install();
        GuardedFilter.install();
    }

    private final byte[] file;
    private final Limits limits;

    /**
     * A file whose content is not looked at yet.
     *
     * @param file all of it; not to be changed
     */
    public PdfFile(byte[] file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * A page.
     *
     * @param number from 1
     * @param box how large it is
     * @param text its text in the order of the file; empty if it has none
     */
    public record Page(int number, PageBox box, String text) {}

    /**
     * How many bytes of memory reading takes at most, roughly; reads all of the file.
     *
     * @throws MediaException UNSUPPORTED if it is not a PDF file, TRUNCATED if its end is missing,
     *     EXPANDS_TOO_MUCH if a stream in it is larger than the limits allow
     */
    public long memoryBytes() throws IOException {
        checkEnds();
        return run(
                deadline ->
                        2L * file.length + 2 * Expansion.largest(file, maxStreamBytes(), deadline));
    }

    private long maxStreamBytes() {
        return Math.min(limits.maxBytes(), Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    /** Whether it begins as PDF files do. */
    public boolean isPdf() {
        return contains("%PDF-", 0, HEAD_BYTES);
    }

    /**
     * How many bytes of memory rendering a page takes at most beyond {@link #memoryBytes}, roughly.
     *
     * @param number from 1
     * @param size of the result in pixels
     * @throws MediaException REFUSED if there is no such page, TOO_MANY_PIXELS if an image on it is
     *     larger than the limits allow
     */
    public long renderingBytes(int number, ImageSize size) throws IOException {
        return withDocument(
                (document, deadline) ->
                        PageRenderer.memoryBytes(size)
                                + new ImageCost(limits, deadline)
                                        .largest(page(document, number).getResources()));
    }

    /**
     * Renders a page over white, so that it fills the target.
     *
     * @param number from 1
     * @param target of RGB
     * @throws MediaException REFUSED if there is no such page, CORRUPT or UNSUPPORTED if something
     *     on it cannot be drawn
     */
    public void render(int number, PixelBuffer target) throws IOException {
        withDocument(
                (document, deadline) -> {
                    page(document, number);
                    ImageCost cost = new ImageCost(limits, deadline);
                    GuardedFilter.decodeImages(cost);
                    new PageRenderer(document, deadline, cost).render(number - 1, target);
                    return true;
                });
    }

    /** What is done with the file of an image, a JPEG or PNG. */
    @FunctionalInterface
    public interface ImageUse<T> {
        /** Called once for each image, however often it is drawn. */
        T of(byte[] file) throws IOException;
    }

    /**
     * An image as it is drawn on a page.
     *
     * @param page from 1
     * @param place in points, from the upper left corner of the page as displayed
     * @param image what was made of its file
     */
    public record PlacedImage<T>(int page, Rectangle2D place, T image) {}

    /**
     * All images in the order in which they are drawn. A JPEG whose colours the document does not
     * change is given as it is; others are encoded as PNG, with their transparency.
     *
     * @throws MediaException CORRUPT or UNSUPPORTED if an image cannot be decoded, TOO_LARGE if
     *     there are too many, TOO_MANY_PIXELS if one is larger than the limits allow
     * @throws IOException what {@code use} throws
     */
    public <T> List<PlacedImage<T>> images(ImageUse<T> use) throws IOException {
        return withDocument(
                (document, deadline) -> {
                    ImageCost cost = new ImageCost(limits, deadline);
                    GuardedFilter.decodeImages(cost);
                    PageImages.Images<T> images = new PageImages.Images<>(deadline, cost, use);
                    List<PlacedImage<T>> placed = new ArrayList<>();
                    int number = 0;
                    for (PDPage page : document.getPages()) {
                        placed.addAll(PageImages.of(++number, page, images));
                    }
                    return placed;
                });
    }

    /** How many bytes of memory {@link #images} takes beyond {@link #memoryBytes}, roughly. */
    public long imageBytes() throws IOException {
        return withDocument(
                (document, deadline) -> {
                    ImageCost cost = new ImageCost(limits, deadline);
                    long largest = 0;
                    for (PDPage page : document.getPages()) {
                        largest = Math.max(largest, cost.largest(page.getResources()));
                    }
                    return largest;
                });
    }

    private static PDPage page(PDDocument document, int number) throws MediaException {
        int pages = document.getNumberOfPages();
        if (number > pages) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "There is no page %d: the document has %d".formatted(number, pages));
        }
        return document.getPage(number - 1);
    }

    /** All pages with their texts, in order. */
    public List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        return withDocument(
                (document, deadline) -> {
                    PdfText texts = new PdfText(deadline, limits.maxBytes() / BYTES_PER_GLYPH);
                    for (PDPage page : document.getPages()) {
                        deadline.check();
                        if (pages.size() == MAX_PAGES) {
                            throw new MediaException(
                                    ErrorCode.TOO_LARGE,
                                    "The document has more than " + MAX_PAGES + " pages");
                        }
                        pages.add(new Page(pages.size() + 1, PageBox.of(page), texts.of(page)));
                    }
                    return pages;
                });
    }

    /** What is done with an open document. */
    @FunctionalInterface
    interface Use<T> {
        T of(PDDocument document, Deadline deadline) throws IOException;
    }

    /** Opens the document, and closes it. */
    <T> T withDocument(Use<T> use) throws IOException {
        checkEnds();
        return run(
                deadline -> {
                    try (PDDocument document =
                            Loader.loadPDF(new WatchedBytes(file, deadline), "")) {
                        return use.of(document, deadline);
                    }
                });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Deadline deadline) throws IOException;
    }

    private <T> T run(Work<T> work) throws IOException {
        try {
            GuardedFilter.limit(maxStreamBytes());
            return work.run(new Deadline(limits.decodeMillis()));
        } catch (Deadline.Stopped e) {
            throw e.reason();
        } catch (InvalidPasswordException e) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The document is encrypted and does not open without a password",
                    e);
        } catch (MediaException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // PDFBox reports damage in all of these ways.
            if (e.getCause() instanceof Deadline.Stopped stopped) {
                throw stopped.reason();
            }
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The document is damaged: "
                            + (e.getMessage() == null
                                    ? e.getClass().getSimpleName()
                                    : e.getMessage()),
                    e instanceof StackOverflowError ? null : e);
        } finally {
            GuardedFilter.noLimit();
        }
    }

    private void checkEnds() throws MediaException {
        if (!isPdf()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The file of %d bytes is not a PDF file: no %%PDF- is in its first %d bytes"
                            .formatted(file.length, HEAD_BYTES));
        }
        if (!contains("%%EOF", Math.max(0, file.length - END_BYTES), file.length)) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The PDF file ends at its byte %d, before its end mark %%%%EOF"
                            .formatted(file.length));
        }
    }

    private boolean contains(String mark, int from, int to) {
        int end = Math.min(to, file.length);
        return new String(file, from, end - from, StandardCharsets.ISO_8859_1).contains(mark);
    }
}
