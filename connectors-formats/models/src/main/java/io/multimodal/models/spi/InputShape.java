// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one row gives to one input of a model: the type of the elements and the lengths of the
 * dimensions, without the batch. Immutable and thread-safe.
 *
 * @param type any but STRING
 * @param lengths each at least 1; empty for a scalar
 */
@Public
public record InputShape(ElementType type, List<Integer> lengths) {
    public InputShape {
        lengths = List.copyOf(lengths);
        if (type == ElementType.STRING) {
            throw new IllegalArgumentException("Inputs of strings are not supported");
        }
    }

    /** An input of floats. */
    public static InputShape floats(int... lengths) {
        return new InputShape(ElementType.FLOAT, Arrays.stream(lengths).boxed().toList());
    }

    /** The same with a dimension of length 1 before the others. */
    public InputShape behindOne() {
        return new InputShape(type, Stream.concat(Stream.of(1), lengths.stream()).toList());
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if they exceed a long
     */
    public long elements() {
        long elements = 1;
        for (int length : lengths) {
            elements = Math.multiplyExact(elements, (long) length);
        }
        return elements;
    }

    /**
     * The size of the elements in bytes.
     *
     * @throws ArithmeticException if it exceeds a long
     */
    public long bytes() {
        return Math.multiplyExact(elements(), (long) type.bytes());
    }

    /** For messages: {@code FLOAT[3, 224, 224]}. */
    @Override
    public String toString() {
        return type + lengths.toString();
    }
}
