// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.coercion.MultimodalIfFunction;
import io.multimodal.planner.coercion.MultimodalInOperator;
import io.multimodal.types.check.DeclaredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.calcite.RexTableArgCall;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.apache.flink.table.planner.plan.nodes.calcite.Sink;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A plan in which the parameters of types mean something. To Flink they are comments: here a cast
 * that can never succeed is refused, and one that may is followed by a check of each value. Writing
 * to a column is a cast to its type.
 */
public final class CheckedPlan {
    private CheckedPlan() {}

    /**
     * The same plan with its checks.
     *
     * @param border where references enter SQL and leave it
     * @throws ValidationException in one sentence that names both types, if a value can never be of
     *     the type that it is cast to or written as
     */
    public static RelNode of(RelNode root, ReferenceBorder border) {
        return of(root, border, Optional.empty());
    }

    /**
     * @param lateral the table function whose rows are checked behind the join with it
     */
    private static RelNode of(
            RelNode root, ReferenceBorder border, Optional<TableFunctionScan> lateral) {
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : root.getInputs()) {
            boolean joined = root instanceof Correlate correlate && input == correlate.getRight();
            inputs.add(
                    EnteringColumns.isSearch(root)
                            ? input
                            : of(input, border, joined ? EnteringColumns.lateral(input) : lateral));
        }
        RelNode checked =
                inputs.equals(root.getInputs()) ? root : root.copy(root.getTraitSet(), inputs);
        if (checked instanceof Sink sink) {
            return SinkColumns.checked(sink, border);
        }
        Casts casts = new Casts(root.getCluster(), border);
        if (root instanceof TableFunctionScan scan) {
            RelNode called = casts.of((TableFunctionScan) checked);
            return lateral.equals(Optional.of(scan)) ? called : border.entering(called);
        }
        return border.entering(NodeExpressions.visited(checked, casts));
    }

    /** Every cast of a node. */
    private static final class Casts extends RexShuttle {
        private final RelOptCluster cluster;
        private final ReferenceBorder border;

        Casts(RelOptCluster cluster, ReferenceBorder border) {
            this.cluster = cluster;
            this.border = border;
        }

        /** A table function gives rows, so its call itself stays as it is. */
        RelNode of(TableFunctionScan scan) {
            RexCall call = (RexCall) scan.getCall();
            RexCall visited = call.clone(call.getType(), visitList(call.getOperands()));
            RexCall concurrent = PredictedRows.inFlight(cluster, visited);
            RexCall checked =
                    border.operands(cluster, PythonCalls.withRows(cluster, border, concurrent));
            return checked.getOperands().equals(call.getOperands())
                    ? scan
                    : scan.copy(
                            scan.getTraitSet(),
                            scan.getInputs(),
                            checked,
                            scan.getElementType(),
                            scan.getRowType(),
                            scan.getColumnMappings());
        }

        @Override
        public RexNode visitOver(RexOver over) {
            RexNode inner = super.visitOver(over);
            return inner instanceof RexCall call ? border.call(cluster, call) : inner;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery checked =
                    (RexSubQuery)
                            super.visitSubQuery(
                                    subQuery.clone(CheckedPlan.of(subQuery.rel, border)));
            return checked.getKind() == SqlKind.IN
                    ? MultimodalInOperator.alike(cluster.getRexBuilder(), checked)
                    : checked;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            if (call instanceof RexTableArgCall) {
                return call;
            }
            RexNode inner = super.visitCall(call);
            boolean orNull = call.getOperator().equals(FlinkSqlOperatorTable.TRY_CAST);
            if (call.getKind() != SqlKind.CAST && !orNull) {
                RexNode other = inner instanceof RexCall made ? mixed(made) : inner;
                return other instanceof RexCall made
                        ? border.call(cluster, PythonCalls.withRows(cluster, border, made))
                        : other;
            }
            LogicalType source =
                    FlinkTypeFactory.toLogicalType(call.getOperands().get(0).getType());
            LogicalType target = FlinkTypeFactory.toLogicalType(call.getType());
            ParameterConflict.between(source, target)
                    .ifPresent(
                            why -> {
                                throw new ValidationException("Cannot cast: " + why);
                            });
            RexNode crossed = border.cast(cluster, (RexCall) inner, orNull);
            return DeclaredValue.needed(source, target)
                    .map(declared -> ValueCheck.of(cluster, crossed, declared, orNull))
                    .orElse(crossed);
        }

        private RexNode mixed(RexCall call) {
            return switch (call.getKind()) {
                case EQUALS, NOT_EQUALS ->
                        MultimodalInOperator.alike(cluster.getRexBuilder(), call);
                default -> MultimodalIfFunction.orCase(cluster.getRexBuilder(), call);
            };
        }
    }
}
