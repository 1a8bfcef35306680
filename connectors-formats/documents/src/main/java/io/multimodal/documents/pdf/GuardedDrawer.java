// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.Paint;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/**
 * Draws a page until a deadline. Layers and patterns within each other, each of which takes memory
 * of its own, are as many as the limit allows; what an image takes is checked before it is decoded.
 * An image that cannot be decoded is an error, not a gap on the page. Not thread-safe.
 */
final class GuardedDrawer extends PageDrawer {
    private static final int MAX_DEPTH = 8;

    private final Deadline deadline;
    private final ImageCost cost;
    private int depth;

    GuardedDrawer(PageDrawerParameters parameters, Deadline deadline, ImageCost cost)
            throws IOException {
        super(parameters);
        this.deadline = deadline;
        this.cost = cost;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        deadline.check();
        super.processOperator(operator, operands);
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
        cost.check(image);
        try {
            super.drawImage(image);
        } catch (IOException e) {
            throw undecodable(image, e);
        }
    }

    /** PDFBox would log it, and leave the place empty. */
    static Deadline.Stopped undecodable(PDImage image, IOException cause) {
        return new Deadline.Stopped(
                new MediaException(
                        ErrorCode.CORRUPT,
                        "An image of %d x %d pixels on the page cannot be decoded: %s"
                                .formatted(image.getWidth(), image.getHeight(), cause.getMessage()),
                        cause));
    }

    @Override
    protected void processTransparencyGroup(PDTransparencyGroup group) throws IOException {
        enter();
        try {
            super.processTransparencyGroup(group);
        } finally {
            depth--;
        }
    }

    /** A pattern is drawn when it becomes the colour of something. */
    @Override
    protected Paint getPaint(PDColor color) throws IOException {
        enter();
        try {
            return super.getPaint(color);
        } finally {
            depth--;
        }
    }

    private void enter() {
        deadline.check();
        depth++;
        if (depth > MAX_DEPTH) {
            throw new Deadline.Stopped(
                    new MediaException(
                            ErrorCode.EXPANDS_TOO_MUCH,
                            "The page has more than %d layers or patterns within each other"
                                    .formatted(MAX_DEPTH)));
        }
    }
}
