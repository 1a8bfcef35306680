// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import io.multimodal.media.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Writes rows as a normalised tensor. */
public final class TensorSink implements RowSink {
    private final TensorSpec spec;
    private final FloatBuffer target;
    private final int start;
    private final int channels;
    private final float[] scale;
    private final float[] shift;
    private final int[] channel;
    private final float[] row;

    public TensorSink(TensorSpec spec, FloatBuffer target) {
        this.spec = spec;
        this.target = target;
        this.start = target.position();
        this.channels = spec.channels().count();
        this.scale = new float[channels];
        this.shift = new float[channels];
        this.channel = new int[channels];
        this.row = new float[Math.max(spec.width(), spec.height())];
        for (int c = 0; c < channels; c++) {
            int at = spec.channels() == TensorSpec.Channels.BGR ? channels - 1 - c : c;
            channel[c] = at;
            scale[c] = 1 / (255 * spec.std().get(at));
            shift[c] = -spec.mean().get(at) / spec.std().get(at);
        }
    }

    /** Fills what lies beside and below the image. */
    public void pad() {
        boolean planes = spec.layout() == TensorSpec.Layout.CHW;
        int rows = spec.paddedHeight() * (planes ? channels : 1);
        int step = planes ? 1 : channels;
        float[] padding = new float[spec.paddedWidth() * step];
        Arrays.fill(padding, spec.padding());
        for (int y = 0; y < rows; y++) {
            int from = y % spec.paddedHeight() < spec.height() ? spec.width() * step : 0;
            target.put(start + y * padding.length + from, padding, 0, padding.length - from);
        }
    }

    @Override
    public void row(int y, float[][] rgb, PixelTransform turn) {
        boolean planes = spec.layout() == TensorSpec.Layout.CHW;
        int step = planes ? 1 : channels;
        int stride = spec.paddedWidth() * step;
        int first =
                start + (turn.v0() + turn.vy() * y) * stride + (turn.u0() + turn.uy() * y) * step;
        int next = turn.vx() * stride + turn.ux() * step;
        int channelStep = planes ? spec.paddedWidth() * spec.paddedHeight() : 1;
        int pixels = rgb[0].length;
        for (int c = 0; c < channels; c++) {
            normalise(rgb[c], scale[c], shift[c], row);
            int at = first + channel[c] * channelStep;
            if (next == 1) {
                target.put(at, row, 0, pixels);
            } else {
                for (int x = 0; x < pixels; x++) {
                    target.put(at + x * next, row[x]);
                }
            }
        }
    }

    // A loop of its own, which the compiler turns into vector instructions.
    private static void normalise(float[] values, float scale, float shift, float[] result) {
        for (int x = 0; x < values.length; x++) {
            result[x] = values[x] * scale + shift;
        }
    }
}
