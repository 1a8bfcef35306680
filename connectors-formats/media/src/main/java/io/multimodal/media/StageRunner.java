// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Runs one stage over pixels. Upright boxes are resampled at once; turned ones are first warped, to
 * the size that they have in the source where they shrink, since a warp alone would alias.
 */
final class StageRunner {
    /** OpenCV's warp counts pixels in 16 bits. */
    private static final int MAX_WARP_SIDE = 32_000;

    private static final double EPSILON = 1e-6;

    private StageRunner() {}

    /** How much memory a stage takes at most, its result included. */
    static long memoryBytes(Stage stage) {
        Affine map = stage.toSource();
        PictureSize size = stage.size();
        long result = Raster.bytes(size.width(), size.height());
        return map.isUpright()
                ? result
                : result
                        + Raster.bytes(
                                (long) Math.max(size.width(), size.width() * map.scaleU()),
                                (long) Math.max(size.height(), size.height() * map.scaleV()));
    }

    /** Runs a stage and gives the rows of its result, from 0 to 255, in order or turned. */
    static void run(Raster source, Stage stage, TurnedSink sink) throws MediaException {
        Affine map = stage.toSource();
        PictureSize size = stage.size();
        Box box = Box.of(map, size);
        if (map.isUpright() && box.liesIn(source)) {
            boolean swap = map.swapsSides();
            int width = swap ? size.height() : size.width();
            int height = swap ? size.width() : size.height();
            Turn turn = Turn.of(map, size);
            Reduction.resample(source, box, width, height, (y, rgb) -> sink.row(y, rgb, turn));
        } else {
            warp(source, map, box, size, sink);
        }
    }

    /**
     * A box with upright sides in the source.
     *
     * @param x0 left
     * @param y0 top
     * @param x1 right
     * @param y1 bottom
     */
    record Box(double x0, double y0, double x1, double y1) {
        static Box of(Affine map, PictureSize size) {
            double x0 = Double.POSITIVE_INFINITY;
            double y0 = Double.POSITIVE_INFINITY;
            double x1 = Double.NEGATIVE_INFINITY;
            double y1 = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 4; corner++) {
                double u = (corner & 1) * (double) size.width();
                double v = (corner >> 1) * (double) size.height();
                x0 = Math.min(x0, map.x(u, v));
                y0 = Math.min(y0, map.y(u, v));
                x1 = Math.max(x1, map.x(u, v));
                y1 = Math.max(y1, map.y(u, v));
            }
            return new Box(x0, y0, x1, y1);
        }

        boolean liesIn(Raster raster) {
            return x0 > -EPSILON
                    && y0 > -EPSILON
                    && x1 < raster.width() + EPSILON
                    && y1 < raster.height() + EPSILON;
        }
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private static void warp(Raster source, Affine map, Box box, PictureSize size, TurnedSink sink)
            throws MediaException {
        int width = (int) Math.max(size.width(), Math.round(size.width() * map.scaleU()));
        int height = (int) Math.max(size.height(), Math.round(size.height() * map.scaleV()));
        int left = clamp(Math.floor(box.x0) - 2, source.width() - 1);
        int top = clamp(Math.floor(box.y0) - 2, source.height() - 1);
        int right = clamp(Math.ceil(box.x1) + 2, source.width());
        int bottom = clamp(Math.ceil(box.y1) + 2, source.height());
        Rect part = new Rect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
        if (Math.max(Math.max(width, height), Math.max(part.width(), part.height()))
                > MAX_WARP_SIDE) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A turned box of %d x %d pixels has a side of more than %d"
                            .formatted(width, height, MAX_WARP_SIDE));
        }
        Affine full =
                map.after(
                        Affine.scale(
                                (double) size.width() / width, (double) size.height() / height));
        try (Raster warped = Raster.allocate(width, height);
                PointerScope scope = new PointerScope()) {
            Mat target = warped.mat();
            warpAffine(
                    new Mat(source.mat(), part),
                    target,
                    matrix(full, left, top),
                    new Size(width, height),
                    INTER_LINEAR | WARP_INVERSE_MAP,
                    BORDER_REPLICATE,
                    new Scalar());
            Turn turn = Turn.none(size);
            Reduction.resample(
                    warped,
                    new Box(0, 0, width, height),
                    size.width(),
                    size.height(),
                    (y, rgb) -> sink.row(y, rgb, turn));
        }
    }

    private static int clamp(double value, int max) {
        return (int) Math.max(0, Math.min(max, value));
    }

    /** OpenCV's map leads from the centre of pixel 0 to the centre of pixel 0. */
    private static Mat matrix(Affine map, int left, int top) {
        Affine centred =
                Affine.translate(-0.5 - left, -0.5 - top)
                        .after(map)
                        .after(Affine.translate(0.5, 0.5));
        Mat matrix = new Mat(2, 3, CV_64FC1);
        try (var values = matrix.<org.bytedeco.javacpp.indexer.DoubleIndexer>createIndexer()) {
            values.put(0, 0, centred.a(), centred.b(), centred.c());
            values.put(1, 0, centred.d(), centred.e(), centred.f());
        }
        return matrix;
    }
}
