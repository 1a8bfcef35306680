// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.DetectedFormat;
import io.multimodal.media.internal.image.format.ExifBlock;
import io.multimodal.media.internal.image.format.ExifSpan;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.runtime.MimeDetector;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Tells from its head what an image is. Reads at most {@value #MAX_BYTES} bytes, whatever the size
 * of the image. Thread-safe.
 *
 * <p>Each method throws {@link io.multimodal.types.failure.MediaException} with a code: {@code
 * TRUNCATED} for an empty object or one that ends within its header, {@code UNSUPPORTED} for
 * anything that is not an image of a kind that can be decoded, {@code CORRUPT} for a header that
 * contradicts itself, {@code TOO_MANY_PIXELS} beyond {@link Limits#maxPixels}, {@code TOO_LARGE}
 * beyond {@link Limits#maxBytes}.
 */
public final class ImageProbe {
    /** The most bytes that are read of one image. */
    public static final int MAX_BYTES = 64 << 10;

    /** The most bytes that are read of one image for what its EXIF block says. */
    public static final int MAX_EXIF_BYTES = 2 * MAX_BYTES;

    private final Limits limits;
    private final ImageFormats formats;

    /** A probe for the formats that are found for this thread, see {@link ImageFormats#find}. */
    public ImageProbe(Limits limits) {
        this(limits, ImageFormats.find());
    }

    /** A probe for these formats. */
    public ImageProbe(Limits limits, ImageFormats formats) {
        this.limits = limits;
        this.formats = formats;
    }

    /** Reads ranges, as few as the format needs. Blocks. */
    public ImageHeader probe(ObjectHandle object) throws IOException {
        return probe(HeaderBytes.of(object, MAX_BYTES)).header();
    }

    /**
     * Reads the stream's first bytes; what a format keeps further back stays unknown. Blocks; does
     * not close the stream.
     */
    public ImageHeader probe(InputStream stream) throws IOException {
        byte[] head = stream.readNBytes(MAX_BYTES);
        return probe(head, head.length < MAX_BYTES ? head.length : Long.MAX_VALUE);
    }

    /**
     * Reads an array.
     *
     * @param head the object's first bytes, or all of them
     * @param sizeBytes how many bytes the object has, at least {@code head.length}
     */
    public ImageHeader probe(byte[] head, long sizeBytes) throws IOException {
        return probe(HeaderBytes.of(head, sizeBytes)).header();
    }

    /** The whole object, as a decoder sees it. */
    public ProbedImage image(byte[] whole) throws IOException {
        ProbedImage probed = probe(HeaderBytes.of(whole, whole.length));
        if (probed.head().size() == null) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The header of the %s does not say its size"
                            .formatted(probed.format().contentType()));
        }
        return probed;
    }

    /** What its EXIF block says, by the names of the tags; empty where there is none. */
    public Map<String, String> exif(DetectedFormat format, ObjectHandle object) throws IOException {
        ExifSpan span = format.exif(HeaderBytes.of(object, MAX_EXIF_BYTES));
        return span == null ? Map.of() : ExifBlock.read(span);
    }

    /** The object's header as a decoder sees it; its size may be unknown. */
    public ProbedImage image(ObjectHandle object) throws IOException {
        return probe(HeaderBytes.of(object, MAX_BYTES));
    }

    private ProbedImage probe(HeaderBytes bytes) throws IOException {
        if (bytes.size() == 0) {
            throw new MediaException(
                    ErrorCode.TRUNCATED, "The object is empty; expected " + expected());
        }
        DetectedFormat format = format(bytes);
        if (bytes.size() != Long.MAX_VALUE && bytes.size() > limits.maxBytes()) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The image has %d bytes, more than the limit of %d"
                            .formatted(bytes.size(), limits.maxBytes()));
        }
        ImageFacts head = format.readHead(bytes);
        if (head.size() != null) {
            checkPixels(head.cost().coded());
        }
        return new ProbedImage(format, head);
    }

    private void checkPixels(ImageSize size) throws MediaException {
        if (ImageSizes.pixels(size) > limits.maxPixels()) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The image's header says %s pixels, which are %d, more than the limit of %d"
                            .formatted(
                                    ImageSizes.text(size),
                                    ImageSizes.pixels(size),
                                    limits.maxPixels()));
        }
    }

    private String expected() {
        return "an image, one of " + String.join(", ", formats.contentTypes());
    }

    private DetectedFormat format(HeaderBytes bytes) throws IOException {
        DetectedFormat format = null;
        try {
            format = formats.detect(bytes);
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalArgumentException(
                    "The head of an object is at least its first 256 bytes", e);
        }
        if (format == null) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The object is %s by its first bytes; expected %s"
                            .formatted(MimeDetector.of(bytes.head()), expected()));
        }
        return format;
    }
}
