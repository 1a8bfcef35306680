// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import io.multimodal.planner.evaluate.Prediction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.flink.table.planner.calcite.RexModelCall;
import org.apache.flink.table.planner.calcite.RexTableArgCall;

/**
 * A node to which predictions are appended as columns, one for each distinct call. Columns are only
 * appended, so that references to those before stay right. Not thread-safe.
 */
final class PredictedColumns {
    private final Map<String, RexNode> known = new HashMap<>();
    private RelNode rel;

    PredictedColumns(RelNode rel) {
        this.rel = rel;
    }

    RelNode rel() {
        return rel;
    }

    void replace(RelNode withTheSameColumns) {
        rel = withTheSameColumns;
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** The same expressions, with columns in the place of calls; calls within calls come first. */
    List<RexNode> predicted(List<? extends RexNode> expressions) {
        List<RexNode> replaced = List.copyOf(expressions);
        while (replaced.stream().anyMatch(AiCalls::calls)) {
            replaced = replaced.stream().map(node -> node.accept(new Replacement())).toList();
        }
        return replaced;
    }

    private RexNode column(RexCall call) {
        // Not by equals, to which all models with equal inputs are one.
        return known.computeIfAbsent(call.toString(), unused -> append(call));
    }

    private RexNode append(RexCall call) {
        AiCalls.refuseCorrelated(call);
        RexBuilder rex = rel.getCluster().getRexBuilder();
        RexModelCall model = (RexModelCall) call.getOperands().get(AiFunction.MODEL);
        List<RelDataTypeField> inputs = model.getType().getFieldList();
        List<RexNode> arguments = new ArrayList<>();
        for (RexNode operand : AiCalls.arguments(call)) {
            arguments.add(alike(rex, operand, inputs.get(arguments.size()).getType()));
        }
        List<RexNode> features = columns(arguments);
        int first = rel.getRowType().getFieldCount();
        rel = Prediction.of(rel, table(rel), model, descriptor(rex, features), List.of());
        return rex.makeInputRef(rel, first);
    }

    /** Flink does not cast what feeds a model; media of one kind need no cast. */
    private static RexNode alike(RexBuilder rex, RexNode argument, RelDataType input) {
        boolean media = input.getSqlTypeName() == SqlTypeName.STRUCTURED;
        return media
                ? argument
                : rex.ensureType(
                        rex.getTypeFactory()
                                .createTypeWithNullability(input, argument.getType().isNullable()),
                        argument,
                        true);
    }

    /** The names of the columns that hold some values; what no column holds is appended. */
    private List<RexNode> columns(List<RexNode> values) {
        RexBuilder rex = rel.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>(rex.identityProjects(rel.getRowType()));
        List<String> names = new ArrayList<>(rel.getRowType().getFieldNames());
        List<Integer> places = new ArrayList<>();
        for (RexNode value : values) {
            if (value instanceof RexInputRef column) {
                places.add(column.getIndex());
            } else {
                places.add(columns.size());
                columns.add(value);
                names.add("argument");
            }
        }
        List<String> unique = SqlValidatorUtil.uniquify(names, true);
        if (!unique.equals(rel.getRowType().getFieldNames())) {
            rel = LogicalProject.create(rel, List.of(), columns, unique, Set.of());
        }
        return places.stream().map(place -> (RexNode) rex.makeLiteral(unique.get(place))).toList();
    }

    private static RexNode table(RelNode input) {
        return new RexTableArgCall(
                input.getRowType(), 0, new int[0], new int[0], new RexTableArgCall.SortOrder[0]);
    }

    private static RexNode descriptor(RexBuilder rex, List<RexNode> columns) {
        RelDataType type = rex.getTypeFactory().createSqlType(SqlTypeName.COLUMN_LIST);
        return rex.makeCall(type, SqlStdOperatorTable.DESCRIPTOR, columns);
    }

    /** Replaces the calls whose arguments hold no other call. */
    private final class Replacement extends RexShuttle {
        @Override
        public RexNode visitCall(RexCall call) {
            return AiCalls.isCall(call) && call.getOperands().stream().noneMatch(AiCalls::calls)
                    ? column(call)
                    : super.visitCall(call);
        }
    }
}
