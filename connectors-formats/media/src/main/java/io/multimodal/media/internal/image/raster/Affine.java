// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import io.multimodal.types.program.ImageSize;

/**
 * A map of the plane: {@code x = a u + b v + c, y = d u + e v + f}. Here it leads from a result's
 * coordinates back to those of its source, where pixel i covers [i, i + 1).
 */
public record Affine(double a, double b, double c, double d, double e, double f) {
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    private static final double EPSILON = 1e-9;

    public static Affine translate(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    public static Affine scale(double x, double y) {
        return new Affine(x, 0, 0, 0, y, 0);
    }

    /** Clockwise on a screen, where y points down. */
    public static Affine rotate(double radians) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Affine(cos, -sin, 0, sin, cos, 0);
    }

    /** Back from an image that was turned clockwise. */
    public static Affine quarterTurns(int turns, ImageSize before) {
        return switch (turns & 3) {
            case 0 -> IDENTITY;
            case 1 -> new Affine(0, 1, 0, -1, 0, before.height());
            case 2 -> new Affine(-1, 0, before.width(), 0, -1, before.height());
            default -> new Affine(0, -1, before.width(), 1, 0, 0);
        };
    }

    /** Back from an image that was mirrored left to right. */
    public static Affine mirror(ImageSize image) {
        return new Affine(-1, 0, image.width(), 0, 1, 0);
    }

    /** First {@code inner}, then this. */
    public Affine after(Affine inner) {
        return new Affine(
                a * inner.a + b * inner.d,
                a * inner.b + b * inner.e,
                a * inner.c + b * inner.f + c,
                d * inner.a + e * inner.d,
                d * inner.b + e * inner.e,
                d * inner.c + e * inner.f + f);
    }

    public double x(double u, double v) {
        return a * u + b * v + c;
    }

    public double y(double u, double v) {
        return d * u + e * v + f;
    }

    /** How many source pixels one pixel of the result is wide. */
    public double scaleU() {
        return Math.hypot(a, d);
    }

    /** How many source pixels one pixel of the result is high. */
    public double scaleV() {
        return Math.hypot(b, e);
    }

    /** Whether sides stay sides: no turn but by quarters. */
    public boolean isUpright() {
        return swapsSides()
                ? Math.abs(a) < EPSILON && Math.abs(e) < EPSILON
                : Math.abs(b) < EPSILON && Math.abs(d) < EPSILON;
    }

    /** Whether the result's rows run more along the source's columns. */
    public boolean swapsSides() {
        return Math.abs(b) > Math.abs(a);
    }
}
