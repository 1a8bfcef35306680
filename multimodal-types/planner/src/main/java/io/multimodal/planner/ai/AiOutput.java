// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import io.multimodal.types.DeclaredType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** What the first output of a model is to be. */
enum AiOutput {
    /** A vector of numbers. */
    EMBEDDING("an embedding: TENSOR, VECTOR or an ARRAY of numbers"),
    /** A class. */
    LABEL("a label: STRING or an integer"),
    /** A text. */
    TEXT("STRING"),
    /** A row. */
    ROW("ROW");

    private final String description;

    AiOutput(String description) {
        this.description = description;
    }

    boolean accepts(LogicalType type) {
        return switch (this) {
            case EMBEDDING -> isEmbedding(type);
            case LABEL -> isText(type) || isInteger(type);
            case TEXT -> isText(type);
            case ROW -> type.is(LogicalTypeRoot.ROW);
        };
    }

    String description() {
        return description;
    }

    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    private static boolean isInteger(LogicalType type) {
        return type.is(LogicalTypeFamily.INTEGER_NUMERIC);
    }

    private static boolean isEmbedding(LogicalType type) {
        return type instanceof ArrayType array
                ? array.getElementType().is(LogicalTypeFamily.NUMERIC)
                : DeclaredType.of(type)
                        .filter(declared -> declared.type().word().equals("TENSOR"))
                        .isPresent();
    }
}
