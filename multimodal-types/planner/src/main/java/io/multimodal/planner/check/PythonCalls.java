// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.coercion.MediaTypes;
import io.multimodal.planner.display.MediaAsRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.functions.python.PythonFunction;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;

/**
 * Calls of functions that are written in Python, whose workers know no structured type: a medium is
 * passed as the row of its attributes.
 */
final class PythonCalls {
    private PythonCalls() {}

    /** The call itself, unless it is such a one. */
    static RexCall withRows(RelOptCluster cluster, ReferenceBorder border, RexCall call) {
        if (!(call.getOperator() instanceof BridgingSqlFunction function)
                || !(function.getDefinition() instanceof PythonFunction)) {
            return call;
        }
        List<RexNode> operands = new ArrayList<>(call.getOperands());
        operands.replaceAll(operand -> asRow(cluster, border, operand));
        return call.clone(call.getType(), operands);
    }

    private static RexNode asRow(RelOptCluster cluster, ReferenceBorder border, RexNode operand) {
        if (!MediaTypes.holdsMedia(operand.getType())) {
            return operand;
        }
        RexNode row =
                ReferenceBorder.as(
                        cluster,
                        operand,
                        MediaAsRows.in(FlinkTypeFactory.toLogicalType(operand.getType())));
        return border.cast(cluster, (RexCall) row, false);
    }
}
