// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.models.spi.ElementType;
import io.multimodal.types.DType;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** What numbers are, which decides what inputs they may feed. */
public enum NumberKind {
    /** They feed floating inputs, rounded to their precision. */
    FLOATING,
    /** They feed floating and integer inputs. */
    INTEGER,
    /** They feed every input, as 0 and 1. */
    BOOLEAN;

    /** The kind of a column's type or of the elements of an array; empty for other types. */
    public static Optional<NumberKind> of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case FLOAT, DOUBLE -> Optional.of(FLOATING);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Optional.of(INTEGER);
            case BOOLEAN -> Optional.of(BOOLEAN);
            default -> Optional.empty();
        };
    }

    /** The kind of the elements of a tensor. */
    public static NumberKind of(DType dtype) {
        return switch (dtype) {
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> FLOATING;
            case BOOL -> BOOLEAN;
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> INTEGER;
        };
    }

    /** Whether such numbers may be made elements of this type. */
    public boolean feeds(ElementType type) {
        return switch (this) {
            case FLOATING -> type.isFloating();
            case INTEGER -> type.isFloating() || type.isInteger();
            case BOOLEAN -> type != ElementType.STRING;
        };
    }
}
