// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.DeclaredType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.utils.LogicalTypeDuplicator;

/** Prints types as one writes them: {@code ARRAY<IMAGE('RGB')>} and not what IMAGE is made of. */
public final class DisplayTypes {
    private static final String PLACEHOLDER = "io.multimodal.Type";

    private DisplayTypes() {}

    /**
     * The text of a type.
     *
     * @param printer one of the two ways in which Flink prints types
     */
    public static String print(LogicalType type, Function<LogicalType, String> printer) {
        Masked masked = new Masked();
        String text = printer.apply(type.accept(masked));
        for (int i = 0; i < masked.found.size(); i++) {
            text = text.replace(placeholder(i), masked.found.get(i).toSql());
        }
        return text;
    }

    private static String placeholder(int index) {
        return "STRUCTURED<'" + PLACEHOLDER + index + "x', >";
    }

    /** Puts a structured type without attributes in the place of each of ours, and notes them. */
    private static final class Masked extends LogicalTypeDuplicator {
        private final List<DeclaredType> found = new ArrayList<>();

        @Override
        public LogicalType visit(StructuredType type) {
            Optional<DeclaredType> declared = DeclaredType.of(type);
            if (declared.isEmpty()) {
                return super.visit(type);
            }
            found.add(declared.get());
            return StructuredType.newBuilder(PLACEHOLDER + (found.size() - 1) + "x")
                    .setNullable(type.isNullable())
                    .build();
        }
    }
}
