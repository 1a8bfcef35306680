// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.image.format.ExtensionPages;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.runtime.MimeDetector;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.util.Arrays;
import java.util.Optional;

/** A page of a document as an image. */
final class DocumentPage {
    private static final int HEAD_BYTES = 1024;

    private DocumentPage() {}

    /** The page that the source of an image is; empty if it is an object or a frame of a video. */
    static Optional<ImageOp.Page> of(ObjectRef source) throws MediaException {
        return source instanceof DerivedRef ? ImageProgram.of(source).page() : Optional.empty();
    }

    /** What the step says of the page; the document is not read. */
    static ProbedImage probed(ImageOp.Page page, Limits limits) throws MediaException {
        ImageSize size = new ImageSize(page.width(), page.height());
        if (ImageSizes.pixels(size) > limits.maxPixels()) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "Page %d of the document would have %s pixels, which are %d, more than the limit of %d; take fewer pixels per inch"
                            .formatted(
                                    page.number(),
                                    ImageSizes.text(size),
                                    ImageSizes.pixels(size),
                                    limits.maxPixels()));
        }
        return new ProbedImage(
                null, new ImageFacts(size, "RGB", Orientation.UPRIGHT, ImageFacts.Traits.PLAIN));
    }

    /** What renders the pages of a file. */
    static ExtensionPages format(byte[] file, ImageFormats formats) throws MediaException {
        return formats.document(file)
                .map(ExtensionPages::new)
                .orElseThrow(
                        () ->
                                new MediaException(
                                        ErrorCode.UNSUPPORTED,
                                        "No page is rendered of the object, which is %s by its first bytes; the documents that this process reads are: %s"
                                                .formatted(
                                                        MimeDetector.of(head(file)),
                                                        text(formats))));
    }

    private static byte[] head(byte[] file) {
        return Arrays.copyOf(file, Math.min(file.length, HEAD_BYTES));
    }

    private static String text(ImageFormats formats) {
        return formats.documentTypes().isEmpty()
                ? "none; the module multimodal-documents reads PDF files"
                : String.join(", ", formats.documentTypes());
    }
}
