// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.images;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Draws with OpenCV's built-in stroke font: Java's own text drawing needs fonts that a headless
 * machine may not have.
 */
final class ImageDrawing {
    private ImageDrawing() {}

    /** The encoded image. */
    static byte[] draw(SampleImage image) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat page = turn(page(image), image.quarterTurns());
            byte[] encoded = encode(layOutFor(page, image.orientation()), image.name());
            return image.orientation() == 1
                    ? encoded
                    : ExifOrientation.insert(encoded, image.orientation());
        }
    }

    private static Mat page(SampleImage image) {
        Pen pen = new Pen(image.textHeight());
        int lineHeight = 2 * image.textHeight();
        int margin = lineHeight;
        int width = image.lines().stream().mapToInt(pen::widthOf).max().orElseThrow();
        int height = 2 * margin + lineHeight * image.lines().size();
        Mat page = new Mat(height, width + 2 * margin, CV_8UC3, colour(image.paper()));
        int baseline = margin + (lineHeight + image.textHeight()) / 2;
        for (String line : image.lines()) {
            pen.write(page, line, margin, baseline, colour(image.ink()));
            baseline += lineHeight;
        }
        return page;
    }

    /** OpenCV's channels are blue, green, red. */
    private static Scalar colour(int rgb) {
        return new Scalar(rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16 & 0xff, 0);
    }

    private static Mat turn(Mat page, int quarterTurns) {
        if (quarterTurns == 0) {
            return page;
        }
        Mat turned = new Mat();
        rotate(page, turned, quarterTurns - 1);
        return turned;
    }

    /**
     * The pixels as a camera would have stored them: the inverse of what the EXIF orientation asks
     * viewers to do.
     */
    private static Mat layOutFor(Mat page, int orientation) {
        return switch (orientation) {
            case 1 -> page;
            case 2 -> flipped(page, 1);
            case 3 -> turn(page, 2);
            case 4 -> flipped(page, 0);
            case 5 -> transposed(page);
            case 6 -> turn(page, 3);
            case 7 -> turn(transposed(page), 2);
            case 8 -> turn(page, 1);
            default -> throw new IllegalArgumentException("No EXIF orientation: " + orientation);
        };
    }

    private static Mat flipped(Mat page, int axis) {
        Mat flipped = new Mat();
        flip(page, flipped, axis);
        return flipped;
    }

    private static Mat transposed(Mat page) {
        Mat transposed = new Mat();
        transpose(page, transposed);
        return transposed;
    }

    private static byte[] encode(Mat page, String name) throws IOException {
        BytePointer encoded = new BytePointer();
        if (!imencode(name.substring(name.lastIndexOf('.')), page, encoded)) {
            throw new IOException("OpenCV cannot encode '" + name + "'");
        }
        byte[] bytes = new byte[(int) encoded.limit()];
        encoded.get(bytes);
        return bytes;
    }
}
