// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** An image in memory, three bytes a pixel: blue, green, red. Not thread-safe. */
final class Pixels {
    private static final int JPEG_QUALITY = 88;

    private final int width;
    private final int height;
    private final byte[] bgr;

    Pixels(int width, int height) {
        this(width, height, new byte[3 * width * height]);
    }

    private Pixels(int width, int height, byte[] bgr) {
        this.width = width;
        this.height = height;
        this.bgr = bgr;
    }

    /** The bytes, row by row; not a copy. */
    byte[] bgr() {
        return bgr;
    }

    /**
     * @param rgb red, green and blue from 0 to 255; what is beyond is cut off
     */
    void set(int x, int y, double[] rgb, double brightness) {
        int at = 3 * (y * width + x);
        for (int c = 0; c < 3; c++) {
            bgr[at + 2 - c] = (byte) Math.max(0, Math.min(255, Math.round(rgb[c] * brightness)));
        }
    }

    /** With more red and less blue, as in a filter of a phone. */
    Pixels warmer() {
        double[] gains = {0.86, 1.0, 1.08};
        byte[] warm = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i++) {
            warm[i] = (byte) Math.min(255, Math.round((bgr[i] & 0xff) * gains[i % 3]));
        }
        return new Pixels(width, height, warm);
    }

    Pixels scaledTo(int newWidth, int newHeight) {
        try (PointerScope scope = new PointerScope()) {
            Mat small = new Mat();
            resize(mat(), small, new Size(newWidth, newHeight), 0, 0, INTER_AREA);
            byte[] bytes = new byte[3 * newWidth * newHeight];
            small.data().get(bytes);
            return new Pixels(newWidth, newHeight, bytes);
        }
    }

    /**
     * The encoded image.
     *
     * @param ending the format: {@code .jpg}, {@code .png} or {@code .webp}
     */
    byte[] encoded(String ending) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            BytePointer encoded = new BytePointer();
            IntPointer options =
                    ending.equals(".jpg")
                            ? new IntPointer(IMWRITE_JPEG_QUALITY, JPEG_QUALITY)
                            : new IntPointer();
            if (!imencode(ending, mat(), encoded, options)) {
                throw new IOException("OpenCV cannot encode an image as '" + ending + "'");
            }
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private Mat mat() {
        return new Mat(height, width, CV_8UC3, new BytePointer(bgr));
    }
}
