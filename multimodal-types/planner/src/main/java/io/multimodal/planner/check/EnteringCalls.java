// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.coercion.MediaTypes;
import io.multimodal.types.signature.VouchedReferences;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;

/** Calls by which references enter SQL: they make media of other values. */
final class EnteringCalls {
    private EnteringCalls() {}

    /**
     * Whether a call, other than a cast, gives media though no operand holds any. A function that
     * is given media is trusted with what it makes of them.
     */
    static boolean makesMedia(RexCall call) {
        if (!MediaTypes.holdsMedia(call.getType()) || isVouched(call)) {
            return false;
        }
        return mayReplaceAReference(call)
                || call.getOperands().stream()
                        .noneMatch(operand -> MediaTypes.holdsMedia(operand.getType()));
    }

    private static boolean isVouched(RexCall call) {
        return call.getOperator() instanceof BridgingSqlFunction function
                && function.getDefinition() instanceof VouchedReferences;
    }

    /** OBJECT_UPDATE puts any value in the place of an attribute. */
    private static boolean mayReplaceAReference(RexCall call) {
        return call.getOperator() instanceof BridgingSqlFunction function
                && function.getDefinition() == BuiltInFunctionDefinitions.OBJECT_UPDATE;
    }

    /** The same call of other operands. */
    static RexCall with(RexBuilder rex, RexCall call, List<RexNode> operands) {
        if (!(call instanceof RexOver over)) {
            return call.clone(call.getType(), operands);
        }
        RexWindow window = over.getWindow();
        return (RexCall)
                rex.makeOver(
                        over.getType(),
                        over.getAggOperator(),
                        operands,
                        window.partitionKeys,
                        window.orderKeys,
                        window.getLowerBound(),
                        window.getUpperBound(),
                        window.isRows(),
                        true,
                        false,
                        over.isDistinct(),
                        over.ignoreNulls());
    }
}
