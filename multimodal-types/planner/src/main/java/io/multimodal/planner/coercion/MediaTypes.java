// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.coercion;

import io.multimodal.types.DeclaredType;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;

/** The multimodal types among the planner's. */
public final class MediaTypes {
    private MediaTypes() {}

    /** What a type of the planner's declares; empty if it is not a multimodal type. */
    public static Optional<DeclaredType> declared(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.STRUCTURED
                ? DeclaredType.of(FlinkTypeFactory.toLogicalType(type))
                : Optional.empty();
    }

    static boolean isMedia(RelDataType type) {
        return declared(type).isPresent();
    }

    /** Whether it is one, or an array, map or row that holds one. */
    public static boolean holdsMedia(RelDataType type) {
        return holdsMedia(FlinkTypeFactory.toLogicalType(type));
    }

    private static boolean holdsMedia(LogicalType type) {
        return DeclaredType.of(type).isPresent()
                || type.getChildren().stream().anyMatch(MediaTypes::holdsMedia);
    }
}
