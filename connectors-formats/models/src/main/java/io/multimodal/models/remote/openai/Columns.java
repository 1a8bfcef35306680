// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.types.DeclaredType;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The declared columns of a side of a model.
 *
 * @param names in order
 * @param types in order
 */
record Columns(List<String> names, List<LogicalType> types) implements Serializable {
    Columns {
        names = List.copyOf(names);
        types = List.copyOf(types);
    }

    static Columns of(ResolvedSchema schema) {
        return new Columns(
                schema.getColumnNames(),
                schema.getColumns().stream()
                        .map(Column::getDataType)
                        .map(type -> type.getLogicalType())
                        .toList());
    }

    int size() {
        return names.size();
    }

    /** The words of the types, IMAGE for a multimodal one. */
    List<String> words() {
        return types.stream().map(Columns::word).toList();
    }

    static String word(LogicalType type) {
        return DeclaredType.of(type)
                .map(declared -> declared.type().word())
                .orElseGet(() -> type.copy(true).asSummaryString());
    }

    /** For messages. */
    @Override
    public String toString() {
        List<String> words = words();
        return java.util.stream.IntStream.range(0, size())
                .mapToObj(i -> names.get(i) + " " + words.get(i))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
