// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Types as SQL spells them, with the words of the multimodal ones. */
final class TypeWords {
    private TypeWords() {}

    static String of(DataType type) {
        return of(type.getLogicalType());
    }

    private static String of(LogicalType type) {
        if (type instanceof ArrayType array) {
            return "ARRAY<" + of(array.getElementType()) + ">";
        } else if (type instanceof MapType map) {
            return "MAP<" + of(map.getKeyType()) + ", " + of(map.getValueType()) + ">";
        } else if (type instanceof RowType row) {
            return row.getFields().stream()
                    .map(field -> field.getName() + " " + of(field.getType()))
                    .collect(Collectors.joining(", ", "ROW<", ">"));
        }
        return multimodal(type).map(MultimodalType::word).orElseGet(type::asSummaryString);
    }

    /**
     * The multimodal type that a type is, with or without parameters; empty if it is another type.
     */
    static Optional<MultimodalType<?>> multimodal(LogicalType type) {
        return DeclaredType.of(type).map(DeclaredType::type);
    }
}
