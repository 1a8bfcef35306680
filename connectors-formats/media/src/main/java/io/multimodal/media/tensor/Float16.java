// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

/** Numbers of 16 bits, which Java 17 does not know; rounded to the nearest, ties to even. */
final class Float16 {
    private Float16() {}

    /** IEEE 754 half precision. */
    static float ofHalf(short half) {
        int sign = half >> 15;
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        float value =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> (fraction + 0x400) * Math.scalb(1f, exponent - 25);
                };
        return sign == 0 ? value : -value;
    }

    static short toHalf(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        } else if (size >= 65520f) {
            return (short) (sign | 0x7c00);
        } else if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int exponent = Math.getExponent(size);
        int fraction = (int) Math.rint(size * Math.scalb(1.0, 10 - exponent));
        // A fraction that is rounded up to 0x800 carries into the exponent.
        return (short) (sign | (((exponent + 14) << 10) + fraction));
    }

    /** The upper half of a float. */
    static float ofBrain(short brain) {
        return Float.intBitsToFloat(brain << 16);
    }

    static short toBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
