// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.DeclaredType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.utils.LogicalTypeDuplicator;

/**
 * The types that others than Flink's own code can read: in the place of each multimodal type the
 * row of its attributes, also in arrays, maps and rows.
 */
public final class MediaAsRows extends LogicalTypeDuplicator {
    public static LogicalType in(LogicalType type) {
        return type.accept(new MediaAsRows());
    }

    @Override
    public LogicalType visit(StructuredType type) {
        if (DeclaredType.of(type).isEmpty()) {
            return super.visit(type);
        }
        List<RowType.RowField> fields = new ArrayList<>();
        for (StructuredType.StructuredAttribute attribute : type.getAttributes()) {
            fields.add(new RowType.RowField(attribute.getName(), attribute.getType()));
        }
        return new RowType(type.isNullable(), fields);
    }
}
