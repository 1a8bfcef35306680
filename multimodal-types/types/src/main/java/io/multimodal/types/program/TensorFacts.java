// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a tensor without reading it. Immutable and thread-safe.
 *
 * @param dtype the element type; empty if unknown
 * @param shape the lengths of the dimensions, the slowest first, none negative; empty if unknown
 */
@Public
public record TensorFacts(Optional<DType> dtype, Optional<List<Long>> shape) {
    /** Nothing is known. */
    public static final TensorFacts NONE = new TensorFacts(Optional.empty(), Optional.empty());

    public TensorFacts {
        shape = shape.map(List::copyOf);
    }

    /** Both are known. */
    public static TensorFacts of(DType dtype, long... shape) {
        return new TensorFacts(
                Optional.of(dtype), Optional.of(Arrays.stream(shape).boxed().toList()));
    }

    /** The element type alone. */
    public static TensorFacts of(DType dtype) {
        return new TensorFacts(Optional.of(dtype), Optional.empty());
    }

    /** The attributes of a value. */
    public static TensorFacts of(Tensor tensor) {
        return new TensorFacts(
                Optional.ofNullable(tensor.dtype()).map(DType::named),
                Optional.ofNullable(tensor.shape()).map(List::of));
    }

    /** The value with this reference and these attributes. */
    public Tensor tensor(ObjectRef reference) {
        return new Tensor(
                reference.toBytes(),
                dtype.map(DType::toString).orElse(null),
                shape.map(lengths -> lengths.toArray(Long[]::new)).orElse(null));
    }

    /** The size of the elements in bytes; empty if unknown, or beyond a long. */
    public OptionalLong bytes() {
        if (dtype.isEmpty() || shape.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long bytes = dtype.get().bytes();
            for (long length : shape.get()) {
                bytes = Math.multiplyExact(bytes, length);
            }
            return OptionalLong.of(bytes);
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** The same shape of another element type. */
    TensorFacts with(DType other) {
        return new TensorFacts(Optional.of(other), shape);
    }

    /** The same element type in another shape. */
    TensorFacts in(Optional<List<Long>> other) {
        return new TensorFacts(dtype, other);
    }

    /** For messages: {@code float32 [3, 224, 224]}, a question mark for what is unknown. */
    @Override
    public String toString() {
        return dtype.map(DType::toString).orElse("?")
                + " "
                + shape.map(List::toString).orElse("[?]");
    }
}
