// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.multimodal.media.internal.image.raster.Box;
import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.NativeLibraries;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A plane shrunk by a whole factor, by averaging, before what is left is resampled: the resampler
 * then sees few pixels. Keeps enough of them that the result is as good (what PIL calls a reducing
 * gap).
 */
public final class BoxDownscaler implements AutoCloseable {
    /** How much the resampler shrinks at least after a reduction. */
    private static final double GAP = 3;

    private static final double EPSILON = 1e-6;

    private final Raster reduced;
    private final Plane plane;
    private final Box box;

    private BoxDownscaler(Raster reduced, Plane plane, Box box) {
        this.reduced = reduced;
        this.plane = plane;
        this.box = box;
    }

    /** The plane as it is where the box shrinks little, or else a reduced copy of the box. */
    public static BoxDownscaler of(Plane source, Box box, int width, int height) {
        int across = factor((box.x1() - box.x0()) / width);
        int down = factor((box.y1() - box.y0()) / height);
        if (across * down == 1) {
            return new BoxDownscaler(null, source, box);
        }
        int left = (int) Math.max(0, Math.floor(box.x0() + EPSILON));
        int top = (int) Math.max(0, Math.floor(box.y0() + EPSILON));
        int right = (int) Math.min(source.width(), Math.ceil(box.x1() - EPSILON));
        int bottom = (int) Math.min(source.height(), Math.ceil(box.y1() - EPSILON));
        Raster reduced =
                Raster.allocate(
                        (right - left + across - 1) / across,
                        (bottom - top + down - 1) / down,
                        source.channels());
        average(source, new Rect(left, top, right - left, bottom - top), across, down, reduced);
        Box moved =
                new Box(
                        (box.x0() - left) / across,
                        (box.y0() - top) / down,
                        (box.x1() - left) / across,
                        (box.y1() - top) / down);
        return new BoxDownscaler(reduced, reduced.planes().get(0), moved);
    }

    /** What is to be resampled; valid until this is closed. */
    public Plane plane() {
        return plane;
    }

    /** The box on it. */
    public Box box() {
        return box;
    }

    private static int factor(double scale) {
        return (int) Math.max(1, Math.floor(scale / GAP));
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private static void average(Plane source, Rect box, int across, int down, Raster reduced) {
        NativeLibraries.loadOpenCv();
        try (PointerScope scope = new PointerScope()) {
            Mat from = source.mat();
            Mat to = reduced.mat();
            int wholeX = box.width() / across;
            int wholeY = box.height() / down;
            // The last column and row average fewer pixels where the factor does not divide.
            for (int part = 0; part < 4; part++) {
                boolean restX = (part & 1) == 1;
                boolean restY = part >> 1 == 1;
                int fromWidth = restX ? box.width() - wholeX * across : wholeX * across;
                int fromHeight = restY ? box.height() - wholeY * down : wholeY * down;
                if (fromWidth == 0 || fromHeight == 0) {
                    continue;
                }
                Rect area =
                        new Rect(
                                box.x() + (restX ? wholeX * across : 0),
                                box.y() + (restY ? wholeY * down : 0),
                                fromWidth,
                                fromHeight);
                Rect cells =
                        new Rect(
                                restX ? wholeX : 0,
                                restY ? wholeY : 0,
                                restX ? 1 : wholeX,
                                restY ? 1 : wholeY);
                resize(
                        new Mat(from, area),
                        new Mat(to, cells),
                        new Size(cells.width(), cells.height()),
                        0,
                        0,
                        INTER_AREA);
            }
        }
    }

    @Override
    public void close() {
        if (reduced != null) {
            reduced.close();
        }
    }
}
