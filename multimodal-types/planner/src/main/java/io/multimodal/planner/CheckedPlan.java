// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredValue;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.apache.flink.table.planner.plan.nodes.calcite.Sink;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A plan in which the parameters of types mean something. To Flink they are comments: here a cast
 * that can never succeed is refused, and one that may is followed by a check of each value. Writing
 * to a column is a cast to its type.
 */
final class CheckedPlan {
    private CheckedPlan() {}

    /**
     * The same plan with its checks.
     *
     * @throws ValidationException in one sentence that names both types, if a value can never be of
     *     the type that it is cast to or written as
     */
    static RelNode of(RelNode root) {
        List<RelNode> inputs = root.getInputs().stream().map(CheckedPlan::of).toList();
        RelNode checked =
                inputs.equals(root.getInputs()) ? root : root.copy(root.getTraitSet(), inputs);
        return checked instanceof Sink sink
                ? SinkColumns.checked(sink)
                : checked.accept(new Casts(root.getCluster()));
    }

    /** Every cast of a node. */
    private static final class Casts extends RexShuttle {
        private final RelOptCluster cluster;

        Casts(RelOptCluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery checked =
                    (RexSubQuery) super.visitSubQuery(subQuery.clone(of(subQuery.rel)));
            return checked.getKind() == SqlKind.IN
                    ? MixingIn.alike(cluster.getRexBuilder(), checked)
                    : checked;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            RexNode inner = super.visitCall(call);
            boolean orNull = call.getOperator().equals(FlinkSqlOperatorTable.TRY_CAST);
            if (call.getKind() != SqlKind.CAST && !orNull) {
                return inner instanceof RexCall other ? mixed(other) : inner;
            }
            LogicalType source =
                    FlinkTypeFactory.toLogicalType(call.getOperands().get(0).getType());
            LogicalType target = FlinkTypeFactory.toLogicalType(call.getType());
            ParameterConflict.between(source, target)
                    .ifPresent(
                            why -> {
                                throw new ValidationException("Cannot cast: " + why);
                            });
            return DeclaredValue.needed(source, target)
                    .map(declared -> ValueCheck.of(cluster, inner, declared, orNull))
                    .orElse(inner);
        }

        private RexNode mixed(RexCall call) {
            return switch (call.getKind()) {
                case EQUALS, NOT_EQUALS -> MixingIn.alike(cluster.getRexBuilder(), call);
                default -> MixingIf.orCase(cluster.getRexBuilder(), call);
            };
        }
    }
}
