// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** A node's columns, some of them replaced. */
final class MappedColumns {
    private MappedColumns() {}

    /**
     * The node itself, or a projection on top of it where a column changes.
     *
     * @param mapping gives its argument back where the column stays
     */
    static RelNode of(RelNode node, Mapping mapping) {
        List<RexNode> values = new ArrayList<>();
        boolean anyMapped = false;
        for (RelDataTypeField field : node.getRowType().getFieldList()) {
            RexInputRef column =
                    node.getCluster().getRexBuilder().makeInputRef(node, field.getIndex());
            RexNode value = mapping.of(column);
            anyMapped |= !value.equals(column);
            values.add(value);
        }
        return anyMapped
                ? LogicalProject.create(
                        node, List.of(), values, node.getRowType().getFieldNames(), Set.of())
                : node;
    }

    /** What takes the place of a column. */
    @FunctionalInterface
    interface Mapping {
        RexNode of(RexInputRef column);
    }
}
