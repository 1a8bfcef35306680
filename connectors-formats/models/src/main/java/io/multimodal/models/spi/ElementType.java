// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.Optional;

/** The type of the elements of an input or output in Java. Half floats are converted to floats. */
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

    /**
     * The size of an element in bytes, as inputs have it.
     *
     * @throws IllegalStateException of STRING
     */
    public int bytes() {
        return switch (this) {
            case INT8, UINT8, BOOL -> 1;
            case INT16 -> 2;
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case STRING -> throw new IllegalStateException("Strings have no fixed size");
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
