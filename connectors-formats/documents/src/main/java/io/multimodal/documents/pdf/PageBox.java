// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * How large a page is displayed: what it is cropped to, turned.
 *
 * @param width in points, of which an inch has 72
 * @param height in points
 */
public record PageBox(double width, double height) {
    static final double POINTS_PER_INCH = 72;

    static PageBox of(PDPage page) {
        PDRectangle box = page.getCropBox();
        double unit = page.getUserUnit();
        double width = Math.abs(box.getWidth()) * unit;
        double height = Math.abs(box.getHeight()) * unit;
        boolean turned = page.getRotation() % 180 != 0;
        return turned ? new PageBox(height, width) : new PageBox(width, height);
    }

    /**
     * Where something lies on a page as displayed, in points from its upper left corner.
     *
     * @param toPage from the unit square to the page's own coordinates
     */
    static Rectangle2D displayed(PDPage page, AffineTransform toPage) {
        PDRectangle box = page.getCropBox();
        AffineTransform shown = new AffineTransform();
        shown.scale(page.getUserUnit(), page.getUserUnit());
        switch (Math.floorMod(page.getRotation(), 360)) {
            case 90 -> shown.concatenate(new AffineTransform(0, 1, 1, 0, 0, 0));
            case 180 -> shown.concatenate(new AffineTransform(-1, 0, 0, 1, box.getWidth(), 0));
            case 270 ->
                    shown.concatenate(
                            new AffineTransform(0, -1, -1, 0, box.getHeight(), box.getWidth()));
            default -> shown.concatenate(new AffineTransform(1, 0, 0, -1, 0, box.getHeight()));
        }
        shown.translate(-box.getLowerLeftX(), -box.getLowerLeftY());
        shown.concatenate(toPage);
        return shown.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
    }

    /**
     * The size in pixels; empty if a side is longer than an image can have.
     *
     * @param dpi pixels per inch
     */
    public Optional<ImageSize> size(int dpi) {
        long across = pixels(width, dpi);
        long down = pixels(height, dpi);
        return Math.max(across, down) > ImageProgram.MAX_SIDE
                ? Optional.empty()
                : Optional.of(new ImageSize((int) across, (int) down));
    }

    private static long pixels(double points, int dpi) {
        return Math.max(1, (long) (points * dpi / POINTS_PER_INCH));
    }
}
