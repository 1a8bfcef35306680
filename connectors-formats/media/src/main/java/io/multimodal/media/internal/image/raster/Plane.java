// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import io.multimodal.media.memory.NativeMemory;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * 8-bit samples off the heap, in rows. A view: the owner of the memory keeps it as long as the
 * plane is used.
 */
public final class Plane {
    static {
        NativeMemory.configure();
    }

    private final Pointer data;
    private final ByteBuffer bytes;
    private final long stride;
    private final int width;
    private final int height;
    private final int channels;
    private final int shiftX;
    private final int shiftY;

    private Plane(
            Pointer data,
            long stride,
            int width,
            int height,
            int channels,
            int shiftX,
            int shiftY) {
        this.data = data;
        this.bytes =
                new BytePointer(data)
                        .position(0)
                        .capacity(stride * (height - 1) + (long) width * channels)
                        .asByteBuffer();
        this.stride = stride;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.shiftX = shiftX;
        this.shiftY = shiftY;
    }

    /** A plane with a sample, or three, for each pixel. */
    public static Plane of(Pointer data, long stride, int width, int height, int channels) {
        return new Plane(data, stride, width, height, channels, 0, 0);
    }

    /** A plane whose samples each stand for {@code 2^shiftX × 2^shiftY} pixels. */
    public static Plane subsampled(
            Pointer data, long stride, int width, int height, int shiftX, int shiftY) {
        return new Plane(data, stride, width, height, 1, shiftX, shiftY);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /** Whether a sample stands for more than one pixel. */
    public boolean isSubsampled() {
        return shiftX + shiftY > 0;
    }

    /** Coordinates of the image, turned into coordinates of this plane. */
    public Affine ofImage() {
        return Affine.scale(1.0 / (1 << shiftX), 1.0 / (1 << shiftY));
    }

    /** Copies samples of a part of a row: {@code pixels} times {@link #channels} bytes. */
    public void read(int x, int y, byte[] target, int pixels) {
        bytes.get((int) (y * stride) + x * channels, target, 0, pixels * channels);
    }

    /** The same memory as OpenCV sees it. */
    public Mat mat() {
        int type = channels == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3;
        return new Mat(height, width, type, data, stride);
    }
}
