// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.catalog.ContextResolvedFunction;
import org.apache.flink.table.ml.TaskType;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.calcite.RexModelCall;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlAggFunction;
import org.apache.flink.table.planner.utils.ShortcutUtils;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * A plan in which {@code ML_EVALUATE} is an aggregate over {@code ML_PREDICT}, which Flink runs in
 * batch and in streaming mode.
 */
public final class EvaluatedModels {
    /** The type of the column {@code result}: the value of each metric. */
    static final LogicalType RESULT = new MapType(VarCharType.STRING_TYPE, new DoubleType());

    private EvaluatedModels() {}

    /** The same plan; the node itself where it evaluates no model. */
    public static RelNode planned(RelNode node) {
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : node.getInputs()) {
            inputs.add(planned(input));
        }
        RelNode planned =
                inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (planned instanceof TableFunctionScan scan) {
            return scan.getCall() instanceof RexCall call
                            && call.getOperator() instanceof EvaluateFunction
                    ? evaluated(scan, call)
                    : planned;
        }
        return planned.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        RelNode inner = planned(subQuery.rel);
                        RexNode visited = super.visitSubQuery(subQuery);
                        return inner.equals(subQuery.rel)
                                ? visited
                                : ((RexSubQuery) visited).clone(inner);
                    }
                });
    }

    private static RelNode evaluated(TableFunctionScan scan, RexCall call) {
        RelOptCluster cluster = scan.getCluster();
        RexBuilder rex = cluster.getRexBuilder();
        RelNode table = scan.getInput(0);
        RelNode predicted = predicted(scan, call);
        TaskType task =
                TaskType.fromName(
                        RexLiteral.stringValue(call.getOperands().get(EvaluateFunction.TASK)));
        RexCall descriptor = (RexCall) call.getOperands().get(EvaluateFunction.LABEL);
        String column = RexLiteral.stringValue(descriptor.getOperands().get(0));
        RexNode label =
                rex.makeInputRef(predicted, table.getRowType().getFieldNames().indexOf(column));
        RexNode prediction = rex.makeInputRef(predicted, table.getRowType().getFieldCount());
        Compared compared =
                Compared.of(task, type(label), type(prediction))
                        .orElseThrow(() -> new IllegalStateException("The call was not validated"));
        RexNode sole =
                compared.sole()
                        ? rex.makeCall(SqlStdOperatorTable.ELEMENT, prediction)
                        : prediction;
        RexNode like = compared.like().map(type -> cast(cluster, type, label)).orElse(label);
        List<RexNode> values = new ArrayList<>();
        values.add(cast(cluster, compared.type(), like));
        values.add(cast(cluster, compared.type(), sole));
        List<String> names = new ArrayList<>(List.of("label", "prediction"));
        boolean scored = isScored(task, scan, predicted);
        if (scored) {
            values.add(
                    cast(
                            cluster,
                            new DoubleType(),
                            rex.makeInputRef(predicted, table.getRowType().getFieldCount() + 1)));
            names.add("score");
        }
        RelNode pairs = LogicalProject.create(predicted, List.of(), values, names, Set.of());
        BridgingSqlAggFunction function =
                BridgingSqlAggFunction.of(
                        ShortcutUtils.unwrapContext(cluster),
                        ShortcutUtils.unwrapTypeFactory(cluster),
                        ContextResolvedFunction.anonymous(Compared.evaluation(task, scored)));
        AggregateCall aggregate =
                AggregateCall.create(
                        function,
                        false,
                        false,
                        false,
                        List.of(),
                        scored ? List.of(0, 1, 2) : List.of(0, 1),
                        -1,
                        null,
                        RelCollations.EMPTY,
                        scan.getRowType().getFieldList().get(0).getType(),
                        scan.getRowType().getFieldNames().get(0));
        return LogicalAggregate.create(
                pairs, List.of(), ImmutableBitSet.of(), null, List.of(aggregate));
    }

    /** Whether the model gives a floating number behind a class, which may be its probability. */
    private static boolean isScored(TaskType task, TableFunctionScan scan, RelNode predicted) {
        int score = scan.getInput(0).getRowType().getFieldCount() + 1;
        List<RelDataTypeField> columns = predicted.getRowType().getFieldList();
        return task == TaskType.CLASSIFICATION
                && score < columns.size()
                && FlinkTypeFactory.toLogicalType(columns.get(score).getType())
                        .is(LogicalTypeFamily.APPROXIMATE_NUMERIC);
    }

    private static RelNode predicted(TableFunctionScan scan, RexCall call) {
        List<RexNode> operands = call.getOperands();
        return Prediction.of(
                scan.getInput(0),
                operands.get(0),
                (RexModelCall) operands.get(EvaluateFunction.MODEL),
                operands.get(EvaluateFunction.FEATURES),
                operands.subList(EvaluateFunction.CONFIG, operands.size()));
    }

    private static RexNode cast(RelOptCluster cluster, LogicalType type, RexNode value) {
        FlinkTypeFactory types = (FlinkTypeFactory) cluster.getTypeFactory();
        return cluster.getRexBuilder()
                .makeCast(types.createFieldTypeFromLogicalType(type.copy(true)), value);
    }

    private static LogicalType type(RexNode value) {
        return FlinkTypeFactory.toLogicalType(value.getType());
    }
}
