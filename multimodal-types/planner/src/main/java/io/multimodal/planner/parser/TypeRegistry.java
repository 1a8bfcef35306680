// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.Map;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The types that a planner knows by name. They lie in the root schema of its catalog reader, which
 * Flink leaves empty; the name of a type with parameters is its text in SQL.
 */
public final class TypeRegistry {
    private final CalciteSchema root;

    public TypeRegistry(CalciteSchema root) {
        this.root = root;
    }

    /** Makes the words known. */
    public void registerWords() {
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            register(new DeclaredType(type, Map.of()));
        }
    }

    /**
     * Makes a type known.
     *
     * @return its name
     */
    String register(DeclaredType type) {
        String name = type.toSql();
        LogicalType logicalType = type.dataType().getLogicalType();
        root.add(
                name,
                factory ->
                        ((FlinkTypeFactory) factory).createFieldTypeFromLogicalType(logicalType));
        return name;
    }

    /** Makes the type known that an identifier names, if it names one as {@link #register} does. */
    void learn(String identifier) {
        DeclaredType.parse(identifier).ifPresent(this::register);
    }
}
