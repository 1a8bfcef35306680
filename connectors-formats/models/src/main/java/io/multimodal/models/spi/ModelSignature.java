// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a model, as it declares them.
 *
 * @param inputs in the model's order, at least one
 * @param outputs in the model's order, at least one
 */
@Public
public record ModelSignature(List<Tensor> inputs, List<Tensor> outputs) implements Serializable {
    /** A dimension whose length the model leaves open. */
    public static final long FREE = -1;

    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One input or output.
     *
     * @param dtype the element type as ONNX Runtime's Java API spells it, such as FLOAT; what is
     *     not a tensor has that in its place, such as SEQUENCE, and no shape
     * @param shape with {@link #FREE} where a length is open
     */
    public record Tensor(String name, String dtype, List<Long> shape) implements Serializable {
        public Tensor {
            shape = List.copyOf(shape);
        }

        /** A tensor whose element type and shape are given. */
        public static Tensor of(String name, String dtype, long[] shape) {
            return new Tensor(name, dtype, Arrays.stream(shape).boxed().toList());
        }

        /** The length of a dimension, or {@link #FREE}. */
        public int dimension(int index) {
            return Math.toIntExact(shape.get(index));
        }

        /**
         * The number of elements of the dimensions from this index on, or {@link #FREE} if the
         * length of one is open.
         */
        public long elementsFrom(int index) {
            long elements = 1;
            for (long length : shape.subList(index, shape.size())) {
                if (length < 0) {
                    return FREE;
                }
                elements = Math.multiplyExact(elements, length);
            }
            return elements;
        }

        /** For messages: {@code x FLOAT[?, 3, 48, ?]}. */
        @Override
        public String toString() {
            return shape.stream()
                    .map(length -> length < 0 ? "?" : length.toString())
                    .collect(Collectors.joining(", ", name + " " + dtype + "[", "]"));
        }
    }
}
