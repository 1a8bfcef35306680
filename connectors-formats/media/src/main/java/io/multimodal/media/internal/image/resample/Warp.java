// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.multimodal.media.internal.image.raster.Affine;
import io.multimodal.media.internal.image.raster.Box;
import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.NativeLibraries;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** A turned box of a plane, set upright at the scale of the plane, or larger where it grows. */
public final class Warp implements AutoCloseable {
    /** OpenCV's warp counts pixels in 16 bits. */
    private static final int MAX_SIDE = 32_000;

    /** Bilinear interpolation looks one sample beyond the box. */
    private static final int MARGIN = 2;

    private final Raster warped;

    private Warp(Raster warped) {
        this.warped = warped;
    }

    /**
     * Warps.
     *
     * @param map from the result back to the plane
     * @param size of the result
     */
    public static Warp of(Plane plane, Affine map, ImageSize size) throws MediaException {
        // Chroma that is to grow is left small: a second interpolation cannot be seen in it.
        boolean grows = !plane.isSubsampled();
        int width = side(size.width(), map.scaleU(), grows);
        int height = side(size.height(), map.scaleV(), grows);
        Box box = Box.of(map, size);
        int left = clamp(Math.floor(box.x0()) - MARGIN, plane.width() - 1);
        int top = clamp(Math.floor(box.y0()) - MARGIN, plane.height() - 1);
        int right = clamp(Math.ceil(box.x1()) + MARGIN, plane.width());
        int bottom = clamp(Math.ceil(box.y1()) + MARGIN, plane.height());
        int partWidth = Math.max(1, right - left);
        int partHeight = Math.max(1, bottom - top);
        if (Math.max(Math.max(width, height), Math.max(partWidth, partHeight)) > MAX_SIDE) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A turned box of %d x %d pixels has a side of more than %d"
                            .formatted(width, height, MAX_SIDE));
        }
        Affine full =
                map.after(
                        Affine.scale(
                                (double) size.width() / width, (double) size.height() / height));
        Raster warped = Raster.allocate(width, height, plane.channels());
        boolean done = false;
        try {
            warp(plane, left, top, partWidth, partHeight, full, warped);
            done = true;
            return new Warp(warped);
        } finally {
            if (!done) {
                warped.close();
            }
        }
    }

    public Plane plane() {
        return warped.planes().get(0);
    }

    /** All of it. */
    public Box box() {
        return new Box(0, 0, warped.width(), warped.height());
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private static void warp(
            Plane plane, int left, int top, int width, int height, Affine map, Raster warped) {
        NativeLibraries.loadOpenCv();
        try (PointerScope scope = new PointerScope()) {
            warpAffine(
                    new Mat(plane.mat(), new Rect(left, top, width, height)),
                    warped.mat(),
                    matrix(map, left, top),
                    new Size(warped.width(), warped.height()),
                    INTER_LINEAR | WARP_INVERSE_MAP,
                    BORDER_REPLICATE,
                    new Scalar());
        }
    }

    private static int side(int result, double scale, boolean grows) {
        return (int) Math.max(grows ? result : 1, Math.round(result * scale));
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
        try (DoubleIndexer values = matrix.createIndexer()) {
            values.put(0, 0, centred.a(), centred.b(), centred.c());
            values.put(1, 0, centred.d(), centred.e(), centred.f());
        }
        return matrix;
    }

    @Override
    public void close() {
        warped.close();
    }
}
