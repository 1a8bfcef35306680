// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.internal.image.format.ExtensionFormat;
import io.multimodal.media.internal.image.format.ExtensionPages;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Decodes by a format that was found by service file, into memory that is allocated here as the
 * header says, and cleared: pixels that the format leaves out are black, never another image's.
 * Transparent pixels are laid over white.
 */
public final class ExtensionDecoder {
    private static final int ALIGNMENT = 64;

    private ExtensionDecoder() {}

    static Raster decode(byte[] file, ExtensionFormat format, ImageFacts head, int shift)
            throws IOException {
        ImageSize size =
                new ImageSize(
                        (int) ImageSizes.reduced(head.size().width(), shift),
                        (int) ImageSizes.reduced(head.size().height(), shift));
        PixelChannels layout = ExtensionFormat.layout(head);
        checkBuffer(format.contentType(), size, layout);
        return layout == PixelChannels.RGBA
                ? decodeOverWhite(file, format, head, shift, size)
                : filled(size, layout, target -> format.decode(file, head, shift, target));
    }

    /**
     * Renders a page of a document.
     *
     * @return a raster that the caller closes
     */
    public static Raster page(byte[] file, ImageOp.Page page, ExtensionPages pages, Limits limits)
            throws IOException {
        ImageSize size = new ImageSize(page.width(), page.height());
        checkBuffer(pages.format().contentType(), size, PixelChannels.RGB);
        return filled(
                size,
                PixelChannels.RGB,
                target -> pages.render(file, page.number(), target, limits));
    }

    private static void checkBuffer(String contentType, ImageSize size, PixelChannels layout)
            throws MediaException {
        long bytes = (rowBytes(size, layout) + ALIGNMENT) * size.height();
        if (bytes > Integer.MAX_VALUE - ALIGNMENT) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The pixels of the %s take %d bytes, more than the %d of one buffer"
                            .formatted(contentType, bytes, Integer.MAX_VALUE - ALIGNMENT));
        }
    }

    @FunctionalInterface
    private interface Filler {
        void fill(PixelBuffer target) throws IOException;
    }

    private static Raster filled(ImageSize size, PixelChannels layout, Filler filler)
            throws IOException {
        Raster raster = Raster.allocate(size.width(), size.height(), layout.channels());
        boolean done = false;
        try {
            raster.blacken();
            filler.fill(buffer(raster.data(), raster.stride(), size, layout));
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    private static Raster decodeOverWhite(
            byte[] file, ExtensionFormat format, ImageFacts head, int shift, ImageSize size)
            throws IOException {
        long stride = rowBytes(size, PixelChannels.RGBA);
        long bytes = stride * size.height();
        Pointer memory = av_malloc(bytes);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("Cannot allocate the pixels of a transparent image");
        }
        try {
            Pointer.memset(memory, 0, bytes);
            format.decode(
                    file,
                    head,
                    shift,
                    buffer(new BytePointer(memory), stride, size, PixelChannels.RGBA));
            Raster raster = Raster.allocate(size.width(), size.height());
            AlphaConversion.overWhite(new BytePointer(memory), stride, raster, null);
            return raster;
        } finally {
            av_free(memory);
        }
    }

    private static long rowBytes(ImageSize size, PixelChannels layout) {
        return (long) size.width() * layout.channels();
    }

    private static PixelBuffer buffer(
            BytePointer memory, long stride, ImageSize size, PixelChannels layout) {
        long bytes = stride * (size.height() - 1) + rowBytes(size, layout);
        return new PixelBuffer(
                memory.position(0).capacity(bytes).asByteBuffer(), size, layout, (int) stride);
    }
}
