// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one stage over pixels. Upright boxes are resampled at once; turned ones are first warped, to
 * the size that they have in the source where they shrink, since a warp alone would alias.
 */
final class StageRunner {
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
        if (map.isUpright() && box.liesIn(source.width(), source.height())) {
            boolean swap = map.swapsSides();
            scale(
                    source.planes(),
                    source.planes().stream().map(box::on).toList(),
                    swap ? size.turned() : size,
                    Turn.of(map, size),
                    sink);
            return;
        }
        List<Warp> warps = new ArrayList<>();
        try {
            for (Plane plane : source.planes()) {
                warps.add(Warp.of(plane, plane.ofPicture().after(map), size));
            }
            scale(
                    warps.stream().map(Warp::plane).toList(),
                    warps.stream().map(Warp::box).toList(),
                    size,
                    Turn.none(size),
                    sink);
        } finally {
            warps.forEach(Warp::close);
        }
    }

    private static void scale(
            List<Plane> planes, List<Box> boxes, PictureSize size, Turn turn, TurnedSink sink) {
        List<Reduction> reductions = new ArrayList<>();
        try {
            PlaneScaler[] scalers = new PlaneScaler[planes.size()];
            for (int i = 0; i < scalers.length; i++) {
                Reduction reduction =
                        Reduction.of(planes.get(i), boxes.get(i), size.width(), size.height());
                reductions.add(reduction);
                // The two chromas are alike.
                scalers[i] =
                        i == 2
                                ? scalers[1].alike(reduction.plane())
                                : PlaneScaler.of(
                                        reduction.plane(),
                                        reduction.box(),
                                        size.width(),
                                        size.height());
            }
            float[][] rgb = new float[Raster.CHANNELS][size.width()];
            for (int y = 0; y < size.height(); y++) {
                sink.row(y, row(scalers, y, rgb), turn);
            }
        } finally {
            reductions.forEach(Reduction::close);
        }
    }

    private static float[][] row(PlaneScaler[] scalers, int y, float[][] rgb) {
        float[][] first = scalers[0].row(y);
        if (scalers.length == Raster.CHANNELS) {
            Colours.jfifToRgb(first[0], scalers[1].row(y)[0], scalers[2].row(y)[0], rgb);
            return rgb;
        }
        return first.length == Raster.CHANNELS
                ? first
                : new float[][] {first[0], first[0], first[0]};
    }
}
