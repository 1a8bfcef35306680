// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.rendering.RenderDestination;

/** Renders pages of an open document within its limits. Not thread-safe. */
final class PageRenderer extends PDFRenderer {
    /** The page, and as many transparent layers of its size as pages commonly have. */
    private static final int BYTES_PER_PIXEL = 4 * Integer.BYTES;

    private final Deadline deadline;
    private final ImageCost cost;

    PageRenderer(PDDocument document, Deadline deadline, ImageCost cost) {
        super(document);
        this.deadline = deadline;
        this.cost = cost;
    }

    /** How much memory a page of this size takes, roughly, without the images that lie on it. */
    static long memoryBytes(ImageSize size) {
        return (long) size.width() * size.height() * BYTES_PER_PIXEL;
    }

    /**
     * Renders a page over white, so that it fills the target.
     *
     * @param index from 0
     */
    void render(int index, PixelBuffer target) throws IOException {
        PDPage page = document.getPage(index);
        PageBox box = PageBox.of(page);
        int width = target.size().width();
        int height = target.size().height();
        // PDFBox does not know the page's own unit, which PageBox counts in.
        double across = width * page.getUserUnit() / box.width();
        double down = height * page.getUserUnit() / box.height();
        if (!Double.isFinite(across) || !Double.isFinite(down)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "Page %d is %s x %s points large and cannot be rendered"
                            .formatted(index + 1, box.width(), box.height()));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setBackground(Color.WHITE);
            graphics.clearRect(0, 0, width, height);
            setRenderingHints(smooth());
            renderPageToGraphics(
                    index, graphics, (float) across, (float) down, RenderDestination.EXPORT);
        } finally {
            graphics.dispose();
        }
        copy(image, target);
    }

    private static RenderingHints smooth() {
        RenderingHints hints =
                new RenderingHints(
                        RenderingHints.KEY_INTERPOLATION,
                        RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        hints.put(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        hints.put(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return hints;
    }

    private static void copy(BufferedImage image, PixelBuffer target) {
        int width = image.getWidth();
        int[] pixels = new int[width];
        byte[] row = new byte[3 * width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getDataElements(0, y, width, 1, pixels);
            for (int x = 0; x < width; x++) {
                row[3 * x] = (byte) (pixels[x] >> 16);
                row[3 * x + 1] = (byte) (pixels[x] >> 8);
                row[3 * x + 2] = (byte) pixels[x];
            }
            target.row(y, row);
        }
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new GuardedDrawer(parameters, deadline, cost);
    }
}
