// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import io.multimodal.media.internal.image.raster.Box;
import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.resample.ResampleKernel.Kernel;

/**
 * Scales a box of a plane, row by row from the top. Each row of the source is turned into floats
 * once, though several rows of the result need it.
 */
public final class PlaneScaler {
    private final Plane source;
    private final ResampleKernel across;
    private final ResampleKernel down;
    private final int left;
    private final int pixels;
    private final byte[] bytes;
    private final float[][] ring;
    private final int[] held;
    private final float[] column;
    private final float[][] result;

    private PlaneScaler(Plane source, ResampleKernel across, ResampleKernel down) {
        this.source = source;
        this.across = across;
        this.down = down;
        this.left = across.from();
        this.pixels = across.to() - left;
        this.bytes = new byte[pixels * source.channels()];
        this.ring = new float[down.taps() + 1][];
        this.held = new int[ring.length];
        this.column = new float[bytes.length];
        this.result = new float[source.channels()][across.size()];
    }

    /** A scaler of a box of a plane to a size. */
    public static PlaneScaler of(Plane source, Box box, int width, int height) {
        return new PlaneScaler(
                source,
                KernelCache.get(Kernel.LINEAR, box.x0(), box.x1(), width, source.width()),
                KernelCache.get(Kernel.LINEAR, box.y0(), box.y1(), height, source.height()));
    }

    /** A scaler of the same box of another plane of the same size. */
    public PlaneScaler alike(Plane other) {
        return new PlaneScaler(other, across, down);
    }

    /**
     * Row y of the result, of each channel apart, from 0 to 255; reused by the next call, and not
     * to be written to.
     */
    public float[][] row(int y) {
        float[] blended = blend(y);
        if (source.channels() == Raster.CHANNELS) {
            across.applyToTriples(blended, result);
        } else if (across.isCopy()) {
            return new float[][] {blended};
        } else {
            across.apply(blended, result[0]);
        }
        return result;
    }

    private float[] blend(int y) {
        if (down.taps() == 1) {
            return source(down.first(y));
        }
        boolean empty = true;
        for (int k = 0; k < down.taps(); k++) {
            float weight = down.weight(y, k);
            if (weight == 0f) {
                continue;
            }
            float[] row = source(down.first(y) + k);
            if (empty) {
                multiply(row, weight, column);
                empty = false;
            } else {
                add(row, weight, column);
            }
        }
        return column;
    }

    // Loops of their own, which the compiler turns into vector instructions.
    private static void multiply(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = weight * row[i];
        }
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    private float[] source(int y) {
        int slot = y % ring.length;
        if (ring[slot] == null) {
            ring[slot] = new float[bytes.length];
        } else if (held[slot] == y) {
            return ring[slot];
        }
        source.read(left, y, bytes, pixels);
        widen(bytes, ring[slot]);
        held[slot] = y;
        return ring[slot];
    }

    private static void widen(byte[] bytes, float[] floats) {
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = bytes[i] & 0xff;
        }
    }
}
