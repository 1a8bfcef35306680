// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.media.spi.PageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/** The pages of PDF files as images. Stateless and thread-safe. */
public final class PdfPages implements PageFormat {
    @Override
    public String contentType() {
        return "application/pdf";
    }

    @Override
    public boolean matches(byte[] file) {
        return new PdfFile(file, Limits.DEFAULT).isPdf();
    }

    @Override
    public long memoryBytes(byte[] file, int number, ImageSize size, Limits limits)
            throws IOException {
        PdfFile document = new PdfFile(file, limits);
        return document.memoryBytes() + document.renderingBytes(number, size);
    }

    @Override
    public void render(byte[] file, int number, PixelBuffer target, Limits limits)
            throws IOException {
        new PdfFile(file, limits).render(number, target);
    }
}
