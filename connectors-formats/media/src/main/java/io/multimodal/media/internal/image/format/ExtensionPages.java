// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.spi.PageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/**
 * A format of documents, with the failure contract of images: whatever it throws because of the
 * bytes becomes a {@link MediaException}.
 */
public record ExtensionPages(PageFormat format) {
    /** Whether a file is of this format; a failure says that it is not. */
    public boolean matches(byte[] file) {
        try {
            return guarded("recognise the document", () -> format.matches(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** How many bytes rendering takes beyond the file and its result. */
    public long memoryBytes(byte[] file, ImageOp.Page page, Limits limits) throws IOException {
        return guarded(
                "read page " + page.number(),
                () ->
                        format.memoryBytes(
                                file,
                                page.number(),
                                new ImageSize(page.width(), page.height()),
                                limits));
    }

    /** Writes the pixels; after a failure they are undefined. */
    public void render(byte[] file, int number, PixelBuffer target, Limits limits)
            throws IOException {
        guarded(
                "render page " + number,
                () -> {
                    format.render(file, number, target, limits);
                    return true;
                });
    }

    private <T> T guarded(String what, ExtensionCall.Step<T> step) throws IOException {
        return ExtensionCall.guarded(format, what, step);
    }
}
