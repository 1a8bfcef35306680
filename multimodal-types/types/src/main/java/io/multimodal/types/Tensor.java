// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A dense array of n dimensions: the reference to its object, the element type and the shape. The
 * value of SQL's {@code TENSOR}.
 *
 * <p>Immutable and thread-safe. Values with the same reference are equal.
 */
@Public
@TypeInfo(MediaTypeInfoFactory.class)
public final class Tensor extends MediaValue {
    private final String dtype;

    private final Long[] shape;

    /**
     * A value as a row holds it. The reference is checked when it is used, see {@link
     * #reference()}.
     *
     * @param object the binary reference, copied
     * @param dtype the name of a {@link DType} such as {@code float32}; null if unknown
     * @param shape the length of each dimension, the slowest first, copied; empty for a scalar;
     *     null if unknown
     * @throws IllegalArgumentException if the reference is null, the element type unknown or a
     *     length null or negative
     */
    public Tensor(byte[] object, String dtype, Long[] shape) {
        super("TENSOR", object);
        this.dtype = dtype == null ? null : DType.named(dtype).toString();
        this.shape = shape == null ? null : Shapes.checked(shape);
    }

    /** The value with this reference; all attributes but the reference may be null. */
    public static Tensor of(ObjectRef reference, DType dtype, long... shape) {
        return new Tensor(reference.toBytes(), dtype.toString(), Shapes.boxed(shape));
    }

    /** A value whose attributes are unknown. */
    public static Tensor of(ObjectRef reference) {
        return new Tensor(reference.toBytes(), null, null);
    }

    /** The name of the element type, see {@link DType}; null if unknown. */
    public String dtype() {
        return dtype;
    }

    /**
     * A copy of the lengths of the dimensions, the slowest first; empty for a scalar; null if
     * unknown.
     */
    public Long[] shape() {
        return shape == null ? null : shape.clone();
    }

    /**
     * The number of elements: the product of the shape, 1 for a scalar.
     *
     * @throws ArithmeticException if the number exceeds a long
     * @throws IllegalStateException if the shape is unknown
     */
    public long elements() {
        if (shape == null) {
            throw new IllegalStateException("The shape of " + this + " is unknown");
        }
        return Shapes.elements(shape);
    }

    @Override
    public MultimodalType<Tensor> type() {
        return TensorType.TYPE;
    }
}
