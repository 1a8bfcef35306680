// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.Optional;

/** The type of the elements of an output in Java. Half floats are converted to floats. */
@Public
public enum ElementType {
    FLOAT,
    DOUBLE,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    BOOL,
    STRING;

    /**
     * The type for an element type of ONNX; empty if no column can hold it.
     *
     * @param dtype as {@link ModelSignature.Tensor#dtype} spells it
     */
    public static Optional<ElementType> of(String dtype) {
        return switch (dtype) {
            case "FLOAT16", "BFLOAT16" -> Optional.of(FLOAT);
            default ->
                    Arrays.stream(values()).filter(type -> type.name().equals(dtype)).findFirst();
        };
    }

    /** Whether the type is a floating-point type. */
    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    /** Whether the type is an integer type. */
    public boolean isInteger() {
        return switch (this) {
            case INT8, INT16, INT32, INT64, UINT8 -> true;
            case FLOAT, DOUBLE, BOOL, STRING -> false;
        };
    }
}
