// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.types.program.PictureSize;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decoded pixels, 8-bit RGB interleaved, off the heap. Counts its holders, and frees its memory
 * when the last one releases it. Thread-safe for readers.
 */
final class Raster implements AutoCloseable {
    static final int CHANNELS = 3;

    private static final int ALIGNMENT = 64;

    private final int width;
    private final int height;
    private final long stride;
    private final Pointer memory;
    private final AtomicInteger holders = new AtomicInteger(1);

    private Raster(int width, int height, Pointer memory) {
        this.width = width;
        this.height = height;
        this.stride = stride(width);
        this.memory = memory;
    }

    /** Room for pixels, not cleared, held once: by the caller. */
    static Raster allocate(int width, int height) {
        Pointer memory = av_malloc(bytes(width, height));
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError(
                    "Cannot allocate %d bytes for a picture of %d x %d pixels"
                            .formatted(bytes(width, height), width, height));
        }
        return new Raster(width, height, memory);
    }

    /** How many bytes of memory such a raster takes. */
    static long bytes(long width, long height) {
        // FFmpeg may write a vector beyond the last row.
        return stride(width) * height + ALIGNMENT;
    }

    private static long stride(long width) {
        return (width * CHANNELS + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    PictureSize size() {
        return new PictureSize(width, height);
    }

    /** Bytes from one row to the next. */
    long stride() {
        return stride;
    }

    long bytes() {
        return bytes(width, height);
    }

    /** The first row; valid while held. */
    BytePointer data() {
        return new BytePointer(memory);
    }

    /** The bytes of a part of a row. */
    void read(int x, int y, byte[] target, int pixels) {
        new BytePointer(memory)
                .position(y * stride + (long) x * CHANNELS)
                .get(target, 0, pixels * CHANNELS);
    }

    /** Replaces a row. */
    void write(int y, byte[] row) {
        new BytePointer(memory).position(y * stride).put(row, 0, width * CHANNELS);
    }

    /** The same memory as OpenCV sees it; valid while held. */
    Mat mat() {
        return new Mat(height, width, opencv_core.CV_8UC3, memory, stride);
    }

    /** One holder more; false if the memory is freed already. */
    boolean retain() {
        while (true) {
            int now = holders.get();
            if (now == 0) {
                return false;
            }
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** One holder less. */
    @Override
    public void close() {
        int left = holders.decrementAndGet();
        if (left == 0) {
            av_free(memory);
        } else if (left < 0) {
            throw new IllegalStateException("Released more often than held");
        }
    }
}
