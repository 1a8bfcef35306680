// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** What images in a document take when they are decoded, by what is said of them. */
final class ImageCost {
    private static final int HEAP_PART = 4;

    /** The samples as they are packed, as pixels of a picture, and scaled. */
    private static final int BYTES_PER_PIXEL = 2 * Integer.BYTES;

    private static final int BYTES_PER_BIT = 2;

    private final Limits limits;
    private final Deadline deadline;

    ImageCost(Limits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /**
     * Refuses an image that is larger than the limits, with its masks.
     *
     * @throws Deadline.Stopped TOO_MANY_PIXELS
     */
    void check(PDImage image) {
        checkPixels(image.getWidth(), image.getHeight());
        checkBytes(image.getWidth(), image.getHeight(), memoryBytes(image));
    }

    private static void checkBytes(int width, int height, long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / HEAP_PART) {
            throw new Deadline.Stopped(
                    new MediaException(
                            ErrorCode.TOO_MANY_PIXELS,
                            "An image of %d x %d pixels in the document takes about %d bytes, more than a quarter of the heap of %d"
                                    .formatted(
                                            width,
                                            height,
                                            bytes,
                                            Runtime.getRuntime().maxMemory())));
        }
    }

    /** Refuses an image of more pixels than the limit. */
    void checkPixels(long width, long height) {
        if (width < 0 || height < 0 || width * height > limits.maxPixels()) {
            throw new Deadline.Stopped(
                    new MediaException(
                            ErrorCode.TOO_MANY_PIXELS,
                            "An image in the document says %d x %d pixels, more than the limit of %d"
                                    .formatted(width, height, limits.maxPixels())));
        }
    }

    /**
     * Refuses a JPEG whose own header says more than the limits, whatever the document says of it.
     *
     * @throws MediaException if it is no JPEG
     */
    void checkJpeg(byte[] jpeg) throws IOException {
        ImageHeader header;
        try {
            header = new ImageProbe(limits, ImageFormats.BUILT_IN).probe(jpeg, jpeg.length);
        } catch (MediaException e) {
            if (e.code() == ErrorCode.TOO_MANY_PIXELS) {
                throw new Deadline.Stopped(e);
            }
            throw e;
        }
        if (header.width() != null) {
            long pixels = (long) header.width() * header.height();
            checkBytes(header.width(), header.height(), pixels * BYTES_PER_PIXEL);
        }
    }

    /** What the largest image among these resources takes, as far as it can be told. */
    long largest(PDResources resources) {
        return resources == null
                ? 0
                : largest(resources, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private long largest(PDResources resources, Set<COSBase> seen) {
        long largest = 0;
        if (!seen.add(resources.getCOSObject())) {
            return largest;
        }
        for (COSName name : resources.getXObjectNames()) {
            deadline.check();
            try {
                PDXObject object = resources.getXObject(name);
                if (object instanceof PDImageXObject image) {
                    check(image);
                    largest = Math.max(largest, memoryBytes(image));
                } else if (object instanceof PDFormXObject form && form.getResources() != null) {
                    largest = Math.max(largest, largest(form.getResources(), seen));
                }
            } catch (IOException e) {
                // Damaged; it is an error where it is drawn.
            }
        }
        return largest;
    }

    private long memoryBytes(PDImage image) {
        long pixels = (long) image.getWidth() * image.getHeight();
        if (image.isStencil() || image.getBitsPerComponent() == 1) {
            return pixels * BYTES_PER_BIT;
        }
        long bytes = pixels * (BYTES_PER_PIXEL + (long) samples(image) * bytesPerSample(image));
        return image instanceof PDImageXObject object ? bytes + maskBytes(object) : bytes;
    }

    private long maskBytes(PDImageXObject image) {
        long bytes = 0;
        try {
            for (PDImageXObject mask :
                    new PDImageXObject[] {image.getSoftMask(), image.getMask()}) {
                if (mask != null) {
                    checkPixels(mask.getWidth(), mask.getHeight());
                    bytes += (long) mask.getWidth() * mask.getHeight() * BYTES_PER_PIXEL;
                }
            }
        } catch (IOException e) {
            // Damaged; it is an error where it is drawn.
        }
        return bytes;
    }

    private static int bytesPerSample(PDImage image) {
        return image.getBitsPerComponent() > Byte.SIZE ? 2 : 1;
    }

    private static int samples(PDImage image) {
        try {
            return image.getColorSpace().getNumberOfComponents();
        } catch (IOException | RuntimeException e) {
            return Integer.BYTES;
        }
    }
}
