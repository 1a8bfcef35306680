// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * The images on the pages of a document, in the order in which they are drawn. Not thread-safe.
 *
 * @param <T> what is made of the file of an image
 */
final class PageImages<T> extends PDFGraphicsStreamEngine {
    private static final int MAX_IMAGES = 10_000;

    private final int number;
    private final PDPage page;
    private final Images<T> images;
    private final List<PdfFile.PlacedImage<T>> placed = new ArrayList<>();

    /** What the pages of a document share: an image that is drawn again is made once. */
    static final class Images<T> {
        private final Deadline deadline;
        private final ImageCost cost;
        private final PdfFile.ImageUse<T> use;
        private final IdentityHashMap<COSBase, T> made = new IdentityHashMap<>();
        private int count;

        Images(Deadline deadline, ImageCost cost, PdfFile.ImageUse<T> use) {
            this.deadline = deadline;
            this.cost = cost;
            this.use = use;
        }
    }

    private PageImages(int number, PDPage page, Images<T> images) {
        super(page);
        this.number = number;
        this.page = page;
        this.images = images;
    }

    /**
     * The images of a page.
     *
     * @param number of the page, from 1
     */
    static <T> List<PdfFile.PlacedImage<T>> of(int number, PDPage page, Images<T> images)
            throws IOException {
        PageImages<T> reader = new PageImages<>(number, page, images);
        reader.processPage(page);
        return reader.placed;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        images.deadline.check();
        super.processOperator(operator, operands);
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
        images.count++;
        if (images.count > MAX_IMAGES) {
            throw new Deadline.Stopped(
                    new MediaException(
                            ErrorCode.TOO_LARGE,
                            "The document shows more than %d images".formatted(MAX_IMAGES)));
        }
        images.cost.check(image);
        Rectangle2D place =
                PageBox.displayed(
                        page,
                        getGraphicsState()
                                .getCurrentTransformationMatrix()
                                .createAffineTransform());
        placed.add(new PdfFile.PlacedImage<>(number, place, made(image)));
    }

    private T made(PDImage image) throws IOException {
        COSBase key = image.getCOSObject();
        T known = images.made.get(key);
        if (known == null) {
            byte[] file;
            try {
                file = file(image);
            } catch (IOException e) {
                throw GuardedDrawer.undecodable(image, e);
            }
            try {
                known = images.use.of(file);
            } catch (IOException e) {
                // PDFBox would take it for damage of the document, and go on.
                throw new Deadline.Stopped(e);
            }
            images.made.put(key, known);
        }
        return known;
    }

    private static byte[] file(PDImage image) throws IOException {
        if (image instanceof PDImageXObject object && isWholeJpeg(object)) {
            try (InputStream jpeg =
                    object.getStream().createInputStream(List.of(COSName.DCT_DECODE.getName()))) {
                return jpeg.readAllBytes();
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image.getImage(), "png", png);
        return png.toByteArray();
    }

    /** Whether a JPEG in the document says all of the image: its colours, and that it is opaque. */
    private static boolean isWholeJpeg(PDImageXObject image) throws IOException {
        List<COSName> filters = image.getStream().getFilters();
        return !filters.isEmpty()
                && filters.get(filters.size() - 1).equals(COSName.DCT_DECODE)
                && image.getDecode() == null
                && image.getSoftMask() == null
                && image.getMask() == null
                && image.getColorKeyMask() == null
                && hasColoursOfJpeg(image.getColorSpace());
    }

    private static boolean hasColoursOfJpeg(PDColorSpace colours) {
        return colours instanceof PDDeviceGray
                || colours instanceof PDDeviceRGB
                || (colours instanceof PDICCBased
                        && Set.of(1, 3).contains(colours.getNumberOfComponents()));
    }

    @Override
    public Point2D getCurrentPoint() {
        return new Point2D.Double();
    }

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {}

    @Override
    public void clip(int windingRule) {}

    @Override
    public void moveTo(float x, float y) {}

    @Override
    public void lineTo(float x, float y) {}

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {}

    @Override
    public void closePath() {}

    @Override
    public void endPath() {}

    @Override
    public void strokePath() {}

    @Override
    public void fillPath(int windingRule) {}

    @Override
    public void fillAndStrokePath(int windingRule) {}

    @Override
    public void shadingFill(COSName shading) {}
}
