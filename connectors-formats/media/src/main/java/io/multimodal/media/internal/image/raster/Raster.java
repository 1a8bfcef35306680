// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.memory.NativeMemory;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decoded pixels off the heap: interleaved RGB, or what the decoder of a JPEG gave, which is
 * smaller and turned into RGB only where it is wanted. Counts its holders, and frees its memory
 * when the last one releases it. Thread-safe for readers.
 */
public final class Raster implements AutoCloseable {
    static {
        NativeMemory.configure();
    }

    public static final int CHANNELS = 3;

    private static final int ALIGNMENT = 64;

    private final int width;
    private final int height;
    private final List<Plane> planes;
    private final YuvColours colours;
    private final long bytes;
    private final Pointer memory;
    private final AtomicInteger holders = new AtomicInteger(1);

    private Raster(
            int width,
            int height,
            List<Plane> planes,
            YuvColours colours,
            long bytes,
            Pointer memory) {
        this.width = width;
        this.height = height;
        this.planes = planes;
        this.colours = colours;
        this.bytes = bytes;
        this.memory = memory;
    }

    /** Room for RGB, not cleared, held once: by the caller. */
    public static Raster allocate(int width, int height) {
        return allocate(width, height, CHANNELS);
    }

    /** Room for RGB (3 channels) or grey (1 channel). */
    public static Raster allocate(int width, int height, int channels) {
        long stride = stride(width, channels);
        long bytes = stride * height + ALIGNMENT;
        Pointer memory = av_malloc(bytes);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError(
                    "Cannot allocate %d bytes for an image of %d x %d pixels"
                            .formatted(bytes, width, height));
        }
        Plane plane = Plane.of(memory, stride, width, height, channels);
        return new Raster(width, height, List.of(plane), null, bytes, memory);
    }

    /** Takes over the planes of a frame: luma alone, or luma and two chromas. */
    public static Raster of(AVFrame decoded, List<Plane> planes, YuvColours colours) {
        long bytes = 0;
        for (int i = 0; i < planes.size(); i++) {
            bytes += (long) decoded.linesize(i) * planes.get(i).height();
        }
        AVFrame frame = av_frame_alloc();
        av_frame_move_ref(frame, decoded);
        return new Raster(
                frame.width(), frame.height(), List.copyOf(planes), colours, bytes, frame);
    }

    /** How many bytes of memory an RGB raster takes. */
    public static long bytes(long width, long height) {
        // FFmpeg may write a vector beyond the last row.
        return stride(width, CHANNELS) * height + ALIGNMENT;
    }

    private static long stride(long width, int channels) {
        return (width * channels + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public ImageSize size() {
        return new ImageSize(width, height);
    }

    /** One of RGB or grey, or three of luma, blue and red difference. */
    public List<Plane> planes() {
        return planes;
    }

    /** What luma and chromas mean; null for RGB and for grey that is what it says. */
    public YuvColours colours() {
        return colours;
    }

    public long bytes() {
        return bytes;
    }

    /** Bytes from one row to the next of an allocated raster. */
    public long stride() {
        return stride(width, planes.get(0).channels());
    }

    /** The first row of an allocated raster; valid while held. */
    public BytePointer data() {
        return new BytePointer(memory);
    }

    /** Replaces a row of an allocated raster. */
    public void write(int y, byte[] row) {
        int length = width * planes.get(0).channels();
        new BytePointer(memory).position(y * stride()).put(row, 0, length);
    }

    /**
     * Copies a raster of as many channels to a place, as far as it lies within this one.
     *
     * @param left may be less than 0, as {@code top} may
     */
    public void paste(Raster part, int left, int top) {
        Plane source = part.planes().get(0);
        int channels = source.channels();
        int fromX = Math.max(0, -left);
        int fromY = Math.max(0, -top);
        int pixels = Math.min(part.width, width - left) - fromX;
        if (pixels <= 0) {
            return;
        }
        byte[] row = new byte[pixels * channels];
        BytePointer target = data();
        for (int y = fromY; y < Math.min(part.height, height - top); y++) {
            source.read(fromX, y, row, pixels);
            target.position((top + y) * stride() + (long) (left + fromX) * channels)
                    .put(row, 0, row.length);
        }
    }

    /** Replaces a part of a row of an allocated RGB raster. */
    public void write(int x, int y, byte[] pixels) {
        new BytePointer(memory)
                .position(y * stride() + (long) x * CHANNELS)
                .put(pixels, 0, pixels.length);
    }

    /** Makes an allocated raster black. */
    public void blacken() {
        Pointer.memset(memory, 0, bytes);
    }

    /** Makes an allocated raster white. */
    public void whiten() {
        Pointer.memset(memory, 0xff, bytes);
    }

    /** An allocated raster as OpenCV sees it; valid while held. */
    public Mat mat() {
        return planes.get(0).mat();
    }

    /** One holder more; false if the memory is freed already. */
    public boolean retain() {
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
        if (left < 0) {
            throw new IllegalStateException("Released more often than held");
        } else if (left == 0 && memory instanceof AVFrame frame) {
            av_frame_free(frame);
        } else if (left == 0) {
            av_free(memory);
        }
    }
}
