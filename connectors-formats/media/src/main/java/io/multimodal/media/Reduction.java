// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Shrinks by a whole factor, by averaging, before what is left is resampled: the resampler then
 * sees few pixels. Keeps enough of them that the result is as good (what PIL calls a reducing gap).
 */
final class Reduction {
    /** How much the resampler shrinks at least after a reduction. */
    private static final double GAP = 3;

    private Reduction() {}

    /** Scales a box that lies in the source to a size. */
    static void resample(Raster source, StageRunner.Box box, int width, int height, RowSink sink) {
        int across = factor((box.x1() - box.x0()) / width);
        int down = factor((box.y1() - box.y0()) / height);
        if (across * down == 1) {
            Resampler.resample(source, box.x0(), box.y0(), box.x1(), box.y1(), width, height, sink);
            return;
        }
        int left = (int) Math.max(0, Math.floor(box.x0() + 1e-6));
        int top = (int) Math.max(0, Math.floor(box.y0() + 1e-6));
        int right = (int) Math.min(source.width(), Math.ceil(box.x1() - 1e-6));
        int bottom = (int) Math.min(source.height(), Math.ceil(box.y1() - 1e-6));
        try (Raster reduced = reduce(source, left, top, right, bottom, across, down)) {
            Resampler.resample(
                    reduced,
                    (box.x0() - left) / across,
                    (box.y0() - top) / down,
                    (box.x1() - left) / across,
                    (box.y1() - top) / down,
                    width,
                    height,
                    sink);
        }
    }

    private static int factor(double scale) {
        return (int) Math.max(1, Math.floor(scale / GAP));
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private static Raster reduce(
            Raster source, int left, int top, int right, int bottom, int across, int down) {
        int width = right - left;
        int height = bottom - top;
        Raster reduced = Raster.allocate((width + across - 1) / across, (height + down - 1) / down);
        try (PointerScope scope = new PointerScope()) {
            Mat from = source.mat();
            Mat to = reduced.mat();
            int wholeX = width / across;
            int wholeY = height / down;
            // The last column and row average fewer pixels where the factor does not divide.
            for (int part = 0; part < 4; part++) {
                boolean restX = (part & 1) == 1;
                boolean restY = part >> 1 == 1;
                int fromWidth = restX ? width - wholeX * across : wholeX * across;
                int fromHeight = restY ? height - wholeY * down : wholeY * down;
                if (fromWidth == 0 || fromHeight == 0) {
                    continue;
                }
                Rect area =
                        new Rect(
                                left + (restX ? wholeX * across : 0),
                                top + (restY ? wholeY * down : 0),
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
        return reduced;
    }
}
