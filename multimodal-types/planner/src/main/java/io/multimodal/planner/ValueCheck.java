// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.ParameterCheck;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.catalog.ContextResolvedFunction;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;
import org.apache.flink.table.types.logical.LogicalType;

/** The call of {@link ParameterCheck} in a plan. */
final class ValueCheck {
    private ValueCheck() {}

    /** What values have to be checked against; empty where the types settle it. */
    static Optional<DeclaredType> needed(LogicalType source, LogicalType target) {
        return DeclaredType.of(target)
                .filter(declared -> !declared.parameters().isEmpty())
                .filter(declared -> !DeclaredType.of(source).equals(Optional.of(declared)));
    }

    /**
     * The value, checked.
     *
     * @param orNull whether a value that is not of the type is NULL instead of an error
     */
    static RexNode of(RelOptCluster cluster, RexNode value, DeclaredType declared, boolean orNull) {
        RexBuilder rex = cluster.getRexBuilder();
        return rex.makeCall(
                value.getType(),
                BridgingSqlFunction.of(
                        cluster, ContextResolvedFunction.anonymous(new ParameterCheck())),
                List.of(value, rex.makeLiteral(declared.toSql()), rex.makeLiteral(orNull)));
    }
}
