// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.internal.image.format.ExtensionFormat;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Decodes by a format from a third party's jar, into memory that is allocated here as the header
 * says, and cleared: pixels that the format leaves out are black, never another image's.
 * Transparent pixels are laid over white.
 */
final class ExtensionDecoder {
    private static final int ALIGNMENT = 64;

    private ExtensionDecoder() {}

    static Raster decode(byte[] file, ExtensionFormat format, ImageFacts head, int shift)
            throws IOException {
        ImageSize size =
                new ImageSize(
                        (int) ImageSizes.reduced(head.size().width(), shift),
                        (int) ImageSizes.reduced(head.size().height(), shift));
        PixelChannels layout = ExtensionFormat.layout(head);
        long bytes = (rowBytes(size, layout) + ALIGNMENT) * size.height();
        if (bytes > Integer.MAX_VALUE - ALIGNMENT) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The pixels of the %s take %d bytes, more than the %d of one buffer"
                            .formatted(format.contentType(), bytes, Integer.MAX_VALUE - ALIGNMENT));
        }
        return layout == PixelChannels.RGBA
                ? decodeOverWhite(file, format, head, shift, size)
                : decodeOpaque(file, format, head, shift, size, layout);
    }

    private static Raster decodeOpaque(
            byte[] file,
            ExtensionFormat format,
            ImageFacts head,
            int shift,
            ImageSize size,
            PixelChannels layout)
            throws IOException {
        Raster raster = Raster.allocate(size.width(), size.height(), layout.channels());
        boolean done = false;
        try {
            raster.blacken();
            format.decode(file, head, shift, buffer(raster.data(), raster.stride(), size, layout));
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
