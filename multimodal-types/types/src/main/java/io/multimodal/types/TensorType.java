// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/** The definition of {@code TENSOR}. */
@Public
public final class TensorType {
    /** Index of the binary reference. */
    public static final int OBJECT = 0;

    /** Index of the element type. */
    public static final int DTYPE = 1;

    /** Index of the length of each dimension, the slowest first. */
    public static final int SHAPE = 2;

    /** The definition. */
    public static final MultimodalType<Tensor> TYPE =
            new MultimodalType<>(
                    "TENSOR",
                    Tensor.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("dtype", Attribute.Kind.TEXT, "element type"),
                            new Attribute(
                                    "shape",
                                    Attribute.Kind.LONGS,
                                    "length of each dimension, the slowest first")),
                    List.of(Parameter.text("dtype", DType.names()), Parameter.dimensions("shape")),
                    TensorType::attribute,
                    v -> new Tensor((byte[]) v[OBJECT], (String) v[DTYPE], (Long[]) v[SHAPE]));

    private TensorType() {}

    private static Object attribute(Tensor tensor, int index) {
        return switch (index) {
            case OBJECT -> tensor.object();
            case DTYPE -> tensor.dtype();
            case SHAPE -> tensor.shape();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }
}
