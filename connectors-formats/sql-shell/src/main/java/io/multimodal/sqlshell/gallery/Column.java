// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.types.DeclaredType;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * A column of the query.
 *
 * @param name as the query names it
 * @param kind how its values are shown
 */
record Column(String name, Kind kind) {
    private static final Set<String> SIDES = Set.of("x", "y", "width", "height");

    /** How values are shown, compared and filtered. */
    enum Kind {
        IMAGE,
        AUDIO,
        VIDEO,
        TENSOR,
        FILE,
        NUMBER,
        /** Arrays of rows with x, y, width and height in pixels. */
        BOXES,
        TEXT;

        boolean isMedia() {
            return compareTo(FILE) <= 0;
        }

        /** As the page knows it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Column of(String name, LogicalType type) {
        return new Column(name, kind(type));
    }

    private static Kind kind(LogicalType type) {
        return DeclaredType.of(type)
                .map(declared -> Kind.valueOf(declared.type().word()))
                .orElseGet(
                        () ->
                                type.is(LogicalTypeFamily.NUMERIC)
                                        ? Kind.NUMBER
                                        : isBoxes(type) ? Kind.BOXES : Kind.TEXT);
    }

    private static boolean isBoxes(LogicalType type) {
        return type instanceof ArrayType array
                && array.getElementType() instanceof RowType row
                && row.getFieldNames().containsAll(SIDES);
    }
}
