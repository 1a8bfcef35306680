// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.render;

import io.multimodal.media.internal.image.raster.Affine;
import io.multimodal.media.internal.image.raster.Box;
import io.multimodal.media.internal.image.raster.PixelTransform;
import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.raster.RasterSink;
import io.multimodal.media.internal.image.raster.RowSink;
import io.multimodal.media.internal.image.raster.YuvColours;
import io.multimodal.media.internal.image.resample.BoxDownscaler;
import io.multimodal.media.internal.image.resample.PlaneScaler;
import io.multimodal.media.internal.image.resample.Warp;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one stage over pixels. Upright boxes are resampled at once; turned ones are first warped, to
 * the size that they have in the source where they shrink, since a warp alone would alias.
 */
public final class StageRunner {
    private StageRunner() {}

    /** How much memory a stage takes at most, its result included. */
    static long memoryBytes(Stage stage) {
        Affine map = stage.toSource();
        ImageSize size = stage.size();
        long result = Raster.bytes(size.width(), size.height());
        return map.isUpright()
                ? result
                : result
                        + Raster.bytes(
                                (long) Math.max(size.width(), size.width() * map.scaleU()),
                                (long) Math.max(size.height(), size.height() * map.scaleV()));
    }

    /** Runs a stage and gives the rows of its result, from 0 to 255, in order or turned. */
    static void run(Raster source, Stage stage, RowSink sink) throws MediaException {
        Affine map = stage.toSource();
        ImageSize size = stage.size();
        Box box = Box.of(map, size);
        if (map.isUpright() && box.liesIn(source.width(), source.height())) {
            boolean swap = map.swapsSides();
            scale(
                    source.colours(),
                    source.planes(),
                    source.planes().stream().map(box::on).toList(),
                    swap ? size.turned() : size,
                    PixelTransform.of(map, size),
                    sink);
            return;
        }
        List<Warp> warps = new ArrayList<>();
        try {
            for (Plane plane : source.planes()) {
                warps.add(Warp.of(plane, plane.ofImage().after(map), size));
            }
            scale(
                    source.colours(),
                    warps.stream().map(Warp::plane).toList(),
                    warps.stream().map(Warp::box).toList(),
                    size,
                    PixelTransform.none(size),
                    sink);
        } finally {
            warps.forEach(Warp::close);
        }
    }

    private static void scale(
            YuvColours colours,
            List<Plane> planes,
            List<Box> boxes,
            ImageSize size,
            PixelTransform turn,
            RowSink sink) {
        List<BoxDownscaler> reductions = new ArrayList<>();
        try {
            PlaneScaler[] scalers = new PlaneScaler[planes.size()];
            for (int i = 0; i < scalers.length; i++) {
                BoxDownscaler reduction =
                        BoxDownscaler.of(planes.get(i), boxes.get(i), size.width(), size.height());
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
                sink.row(y, row(colours, scalers, y, rgb), turn);
            }
        } finally {
            reductions.forEach(BoxDownscaler::close);
        }
    }

    private static float[][] row(YuvColours colours, PlaneScaler[] scalers, int y, float[][] rgb) {
        float[][] first = scalers[0].row(y);
        if (first.length == Raster.CHANNELS) {
            return first;
        } else if (scalers.length == Raster.CHANNELS) {
            colours.toRgb(first[0], scalers[1].row(y)[0], scalers[2].row(y)[0], rgb);
            return rgb;
        } else if (colours == null) {
            return new float[][] {first[0], first[0], first[0]};
        }
        colours.toGrey(first[0], rgb[0]);
        return new float[][] {rgb[0], rgb[0], rgb[0]};
    }

    /** The whole of a raster as allocated RGB. */
    public static Raster toRgb(Raster source) throws MediaException {
        Raster result = Raster.allocate(source.width(), source.height());
        boolean done = false;
        try {
            run(source, new Stage(Affine.IDENTITY, source.size()), new RasterSink(result));
            done = true;
            return result;
        } finally {
            if (!done) {
                result.close();
            }
        }
    }
}
