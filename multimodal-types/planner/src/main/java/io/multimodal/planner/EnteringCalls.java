// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.DeclaredValue;
import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.signature.VouchedReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionKind;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;
import org.apache.flink.table.planner.functions.inference.OperatorBindingCallContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInferenceUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Calls by which references enter SQL: such as make media of what is none. */
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

    /**
     * The same call with a verified medium in the place of each row that is passed for one: Flink
     * takes them for each other and casts nothing.
     */
    static RexCall verifiedOperands(RelOptCluster cluster, RexCall call) {
        if (!(call.getOperator() instanceof BridgingSqlFunction function)
                || function.getDefinition().getKind() == FunctionKind.PROCESS_TABLE
                || call.getOperands().stream().noneMatch(EnteringCalls::mayPassForMedia)) {
            return call;
        }
        List<DataType> taken = taken(cluster, function, call);
        List<RexNode> operands = new ArrayList<>(call.getOperands());
        boolean anyVerified = false;
        for (int i = 0; i < operands.size(); i++) {
            RexNode operand = operands.get(i);
            LogicalType wanted = taken.get(i).getLogicalType();
            Optional<DeclaredValue> entering =
                    MediaCrossing.into(FlinkTypeFactory.toLogicalType(operand.getType()), wanted);
            if (mayPassForMedia(operand) && entering.isPresent()) {
                RexNode medium = ReferenceBorder.as(cluster, operand, wanted);
                operands.set(i, ReferenceBorder.verified(cluster, medium, entering, false));
                anyVerified = true;
            }
        }
        return anyVerified ? call.clone(call.getType(), operands) : call;
    }

    private static List<DataType> taken(
            RelOptCluster cluster, BridgingSqlFunction function, RexCall call) {
        CallContext given =
                new OperatorBindingCallContext(
                        function.getDataTypeFactory(),
                        function.getDefinition(),
                        RexCallBinding.create(cluster.getTypeFactory(), call, List.of()),
                        call.getType());
        return TypeInferenceUtil.castArguments(function.getTypeInference(), given, null)
                .getArgumentDataTypes();
    }

    private static boolean mayPassForMedia(RexNode operand) {
        return holdsRow(FlinkTypeFactory.toLogicalType(operand.getType()));
    }

    private static boolean holdsRow(LogicalType type) {
        if (DeclaredType.of(type).isPresent()) {
            return false;
        }
        return type.is(LogicalTypeRoot.ROW)
                || type.is(LogicalTypeRoot.STRUCTURED_TYPE)
                || type.getChildren().stream().anyMatch(EnteringCalls::holdsRow);
    }
}
