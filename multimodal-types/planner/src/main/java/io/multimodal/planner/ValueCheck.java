// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredValue;
import io.multimodal.types.ParameterCheck;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.catalog.ContextResolvedFunction;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;

/** The call of {@link ParameterCheck} in a plan. */
final class ValueCheck {
    private ValueCheck() {}

    /**
     * The value, checked.
     *
     * @param orNull whether a value that is not of the type is NULL instead of an error
     */
    static RexNode of(
            RelOptCluster cluster, RexNode value, DeclaredValue declared, boolean orNull) {
        RexBuilder rex = cluster.getRexBuilder();
        return rex.makeCall(
                value.getType(),
                BridgingSqlFunction.of(
                        cluster, ContextResolvedFunction.anonymous(new ParameterCheck())),
                List.of(value, rex.makeLiteral(declared.toString()), rex.makeLiteral(orNull)));
    }
}
