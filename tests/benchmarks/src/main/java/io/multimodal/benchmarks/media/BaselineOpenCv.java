// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.multimodal.media.tensor.TensorSpec;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The loop that an OpenCV user writes: decode reduced, scale, convert, split. */
final class BaselineOpenCv {
    private static final int CHANNELS = 3;

    private BaselineOpenCv() {}

    @SuppressWarnings("try") // the scope frees what is made within it
    static void whole(byte[] image, TensorSpec spec, FloatBuffer target) {
        try (PointerScope scope = new PointerScope()) {
            Mat decoded = imdecode(new Mat(new BytePointer(image)), IMREAD_REDUCED_COLOR_4);
            Mat scaled = new Mat();
            resize(decoded, scaled, new Size(spec.width(), spec.height()), 0, 0, INTER_AREA);
            toTensor(scaled, spec, target);
        }
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    static void boxes(byte[] image, int count, TensorSpec spec, FloatBuffer target) {
        try (PointerScope scope = new PointerScope()) {
            Mat decoded = imdecode(new Mat(new BytePointer(image)), IMREAD_COLOR);
            for (int i = 0; i < count; i++) {
                double angle = Math.toRadians(i % 5);
                double scaleX = 400.0 / spec.width();
                double scaleY = 40.0 / spec.height();
                Mat map = new Mat(2, 3, CV_64FC1);
                try (var values = map.<org.bytedeco.javacpp.indexer.DoubleIndexer>createIndexer()) {
                    double cos = Math.cos(angle);
                    double sin = Math.sin(angle);
                    double x = 260 + 3 * i - 200 * cos + 20 * sin;
                    double y = 70 + 45 * i - 200 * sin - 20 * cos;
                    values.put(0, 0, cos * scaleX, -sin * scaleY, x);
                    values.put(1, 0, sin * scaleX, cos * scaleY, y);
                }
                Mat line = new Mat();
                warpAffine(
                        decoded,
                        line,
                        map,
                        new Size(spec.width(), spec.height()),
                        INTER_LINEAR | WARP_INVERSE_MAP,
                        0,
                        new Scalar());
                toTensor(line, spec, target);
            }
        }
    }

    private static void toTensor(Mat bgr, TensorSpec spec, FloatBuffer target) {
        Mat floats = new Mat();
        bgr.convertTo(floats, CV_32FC3, 1 / 255.0, 0);
        FloatPointer memory = new FloatPointer(target);
        long plane = (long) spec.width() * spec.height();
        for (int c = 0; c < CHANNELS; c++) {
            Mat channel =
                    new Mat(
                            spec.height(),
                            spec.width(),
                            CV_32FC1,
                            new FloatPointer(memory).position(c * plane),
                            4L * spec.width());
            extractChannel(floats, channel, CHANNELS - 1 - c);
            channel.convertTo(
                    channel,
                    CV_32FC1,
                    1 / spec.std().get(c),
                    -spec.mean().get(c) / spec.std().get(c));
        }
    }
}
