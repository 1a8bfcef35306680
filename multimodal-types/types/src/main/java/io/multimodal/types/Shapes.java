// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.Arrays;

/** Shapes of tensors. */
final class Shapes {
    private Shapes() {}

    /** A copy, whose every length is known and not negative. */
    static Long[] checked(Long[] shape) {
        for (Long length : shape) {
            if (length == null || length < 0) {
                throw new IllegalArgumentException(
                        "The lengths of a TENSOR's dimensions are known and not negative, these are "
                                + Arrays.toString(shape)
                                + "; an unknown shape is NULL");
            }
        }
        return shape.clone();
    }

    static Long[] boxed(long... shape) {
        return Arrays.stream(shape).boxed().toArray(Long[]::new);
    }

    static long elements(Long[] shape) {
        long elements = 1;
        for (Long length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        return elements;
    }
}
