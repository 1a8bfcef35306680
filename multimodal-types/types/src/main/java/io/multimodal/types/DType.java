// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The element types of tensors, in the words of NumPy and of FLIP-590. */
@Public
public enum DType {
    /** True or false, one byte each. */
    BOOL(1),
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    /** IEEE 754 half precision. */
    FLOAT16(2),
    /** The upper half of a float32. */
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of an element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether the elements are floating-point numbers, of whatever precision. */
    public boolean isFloat() {
        return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** The names, as SQL spells them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DType::toString).toList();
    }

    /**
     * The element type of a name such as {@code float32}.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static DType named(String name) {
        for (DType dtype : values()) {
            if (dtype.toString().equals(name)) {
                return dtype;
            }
        }
        throw new IllegalArgumentException(
                "There is no element type '" + name + "'; there are " + String.join(", ", names()));
    }

    /** The name, as SQL spells it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
