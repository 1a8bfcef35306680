// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.program.ImageSize;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The memory that a decoder writes pixels to: rows from top to bottom, samples interleaved, {@link
 * #stride} bytes from one row to the next. All of it is 0 at the beginning. Valid until {@link
 * ImageFormat#decode} returns; it must not be used afterwards, since the memory is then freed or
 * reused. Not thread-safe; threads may write disjoint rows to {@link #bytes}.
 */
@Public
public final class PixelBuffer {
    private final ByteBuffer bytes;
    private final ImageSize size;
    private final PixelChannels layout;
    private final int stride;

    /**
     * A view of memory.
     *
     * @param bytes of which the first {@code stride * (height - 1) + width * channels} are used
     * @param size in pixels
     * @param stride in bytes, at least {@code width * channels}
     */
    public PixelBuffer(ByteBuffer bytes, ImageSize size, PixelChannels layout, int stride) {
        long rowBytes = (long) size.width() * layout.channels();
        long used = (long) stride * (size.height() - 1) + rowBytes;
        if (stride < rowBytes || bytes.capacity() < used) {
            throw new IllegalArgumentException(
                    "%d x %d pixels in %s take %d bytes in rows of %d; there are %d"
                            .formatted(
                                    size.width(),
                                    size.height(),
                                    layout,
                                    used,
                                    stride,
                                    bytes.capacity()));
        }
        this.bytes = bytes.slice(0, Math.toIntExact(used));
        this.size = size;
        this.layout = layout;
        this.stride = stride;
    }

    /** The size in pixels: as the header says, or reduced as {@link ImageFormat#decode} states. */
    public ImageSize size() {
        return size;
    }

    /** The layout of a pixel, as the header says. */
    public PixelChannels layout() {
        return layout;
    }

    /** Bytes from the beginning of one row to that of the next, at least those of a row. */
    public int stride() {
        return stride;
    }

    /**
     * All rows: a direct buffer when images are decoded, so that native decoders can write to it.
     * Row {@code y} begins at {@code y * stride}.
     */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Writes one row.
     *
     * @param y from 0 at the top
     * @param row whose first {@code width * channels} bytes are copied
     * @throws IndexOutOfBoundsException if there is no such row, or it has fewer bytes
     */
    public void row(int y, byte[] row) {
        Objects.checkIndex(y, size.height());
        bytes.put(y * stride, row, 0, size.width() * layout.channels());
    }
}
