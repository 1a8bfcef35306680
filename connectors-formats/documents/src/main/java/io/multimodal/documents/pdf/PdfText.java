// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The texts of pages, page by page, within a limit for all of them. Not thread-safe. */
final class PdfText extends PDFTextStripper {
    private final Deadline deadline;
    private final long maxGlyphs;
    private long glyphs;
    private int balance;

    PdfText(Deadline deadline, long maxGlyphs) {
        this.deadline = deadline;
        this.maxGlyphs = maxGlyphs;
        setLineSeparator("\n");
        setParagraphEnd("");
        setPageEnd("");
        // Pages are given one by one, which leaves their number at 0.
        setStartPage(0);
    }

    /** The text of a page, lines separated by a line feed; empty if it has none. */
    String of(PDPage page) throws IOException {
        StringWriter text = new StringWriter();
        output = text;
        balance = 0;
        processPage(page);
        return text.toString().strip();
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        deadline.check();
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        glyphs++;
        if (glyphs > maxGlyphs) {
            throw new Deadline.Stopped(
                    new MediaException(
                            ErrorCode.TOO_LARGE,
                            "The document has more than %d characters of text, which is the limit that 'multimodal.limits.bytes' leaves for text"
                                    .formatted(maxGlyphs)));
        }
        balance += (text.getDir() + getCurrentPage().getRotation()) % 180 == 0 ? -1 : 1;
        super.processTextPosition(text);
    }

    /** Lines that run up or down the page as displayed are found by position alone. */
    @Override
    protected void writePage() throws IOException {
        setSortByPosition(balance > 0);
        super.writePage();
    }
}
