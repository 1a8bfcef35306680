// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.check.CheckingFunction;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.check.ParameterCheck;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.catalog.ContextResolvedFunction;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;

/** The calls of {@link CheckingFunction}s in a plan. */
final class ValueCheck {
    private ValueCheck() {}

    /**
     * The value, checked.
     *
     * @param orNull whether a value that is not of the type is NULL instead of an error
     */
    static RexNode of(
            RelOptCluster cluster, RexNode value, DeclaredValue declared, boolean orNull) {
        return of(cluster, value, new ParameterCheck(), declared, orNull);
    }

    /** The same with another check. */
    static RexNode of(
            RelOptCluster cluster,
            RexNode value,
            CheckingFunction function,
            DeclaredValue media,
            boolean orNull) {
        RexBuilder rex = cluster.getRexBuilder();
        return rex.makeCall(
                value.getType(),
                BridgingSqlFunction.of(cluster, ContextResolvedFunction.anonymous(function)),
                List.of(value, rex.makeLiteral(media.toString()), rex.makeLiteral(orNull)));
    }
}
