// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.FunctionKind;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlAggFunction;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;
import org.apache.flink.table.planner.functions.inference.OperatorBindingCallContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeInferenceUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * The types that a call takes its operands as. Flink takes a row for a medium and a medium for a
 * row, and casts nothing.
 */
final class TakenTypes {
    private TakenTypes() {}

    /** One for each operand; none where the call takes them as they are. */
    static List<LogicalType> of(RelOptCluster cluster, RexCall call) {
        if (call.getOperator() instanceof BridgingSqlFunction function) {
            return function.getDefinition().getKind() == FunctionKind.PROCESS_TABLE
                            || call.getOperands().stream().noneMatch(TakenTypes::holdsRow)
                    ? List.of()
                    : inferred(
                            cluster,
                            call,
                            function.getDataTypeFactory(),
                            function.getDefinition(),
                            function.getTypeInference());
        } else if (call.getOperator() instanceof BridgingSqlAggFunction function) {
            return call.getOperands().stream().noneMatch(TakenTypes::holdsRow)
                    ? List.of()
                    : inferred(
                            cluster,
                            call,
                            function.getDataTypeFactory(),
                            function.getDefinition(),
                            function.getTypeInference());
        }
        return builtIn(call);
    }

    private static List<LogicalType> inferred(
            RelOptCluster cluster,
            RexCall call,
            DataTypeFactory types,
            FunctionDefinition definition,
            TypeInference inference) {
        OperatorBindingCallContext given =
                new OperatorBindingCallContext(
                        types,
                        definition,
                        RexCallBinding.create(cluster.getTypeFactory(), call, List.of()),
                        call.getType());
        return TypeInferenceUtil.castArguments(inference, given, null)
                .getArgumentDataTypes()
                .stream()
                .map(DataType::getLogicalType)
                .toList();
    }

    /** Those of Calcite's operators whose operands become one type without a cast. */
    private static List<LogicalType> builtIn(RexCall call) {
        List<LogicalType> taken = new ArrayList<>();
        switch (call.getKind()) {
            case ARRAY_VALUE_CONSTRUCTOR, MAP_VALUE_CONSTRUCTOR -> {
                List<LogicalType> parts =
                        FlinkTypeFactory.toLogicalType(call.getType()).getChildren();
                for (int i = 0; i < call.getOperands().size(); i++) {
                    taken.add(parts.get(i % parts.size()));
                }
            }
            case LAG, LEAD -> {
                call.getOperands()
                        .forEach(
                                given ->
                                        taken.add(FlinkTypeFactory.toLogicalType(given.getType())));
                if (taken.size() == 3) {
                    taken.set(2, taken.get(0));
                }
            }
            default -> {}
        }
        return taken;
    }

    private static boolean holdsRow(RexNode operand) {
        return holdsRow(FlinkTypeFactory.toLogicalType(operand.getType()));
    }

    /** A medium is a row as well. */
    private static boolean holdsRow(LogicalType type) {
        return type.is(LogicalTypeRoot.ROW)
                || type.is(LogicalTypeRoot.STRUCTURED_TYPE)
                || type.getChildren().stream().anyMatch(TakenTypes::holdsRow);
    }
}
