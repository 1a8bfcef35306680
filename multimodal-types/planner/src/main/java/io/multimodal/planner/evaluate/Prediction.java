// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.calcite.RexModelCall;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;
import org.apache.flink.table.planner.functions.utils.SqlValidatorUtils;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** The node of {@code ML_PREDICT}, for plans that call it without its text. */
public final class Prediction {
    private Prediction() {}

    /**
     * The rows of a table, and the model's outputs behind them.
     *
     * @param table the call's first operand, which names the input
     * @param features the descriptor of the columns that feed the model
     * @param config the call's further operands
     */
    public static RelNode of(
            RelNode input,
            RexNode table,
            RexModelCall model,
            RexNode features,
            List<RexNode> config) {
        RelOptCluster cluster = input.getCluster();
        List<RexNode> operands = new ArrayList<>(List.of(table, model, features));
        operands.addAll(config);
        List<RelDataTypeField> columns = input.getRowType().getFieldList();
        RelDataType row =
                cluster.getTypeFactory()
                        .builder()
                        .addAll(columns)
                        .addAll(
                                SqlValidatorUtils.makeOutputUnique(
                                        columns, outputs(cluster, model)))
                        .build();
        return LogicalTableFunctionScan.create(
                cluster,
                List.of(input),
                cluster.getRexBuilder()
                        .makeCall(
                                row,
                                BridgingSqlFunction.of(
                                        cluster, BuiltInFunctionDefinitions.ML_PREDICT),
                                operands),
                null,
                row,
                Set.of());
    }

    /** Not the type of the operand, which is that of the model's inputs. */
    private static List<RelDataTypeField> outputs(RelOptCluster cluster, RexModelCall model) {
        DataType row =
                model.getContextResolvedModel()
                        .getResolvedModel()
                        .getResolvedOutputSchema()
                        .toPhysicalRowDataType();
        return ((FlinkTypeFactory) cluster.getTypeFactory())
                .buildRelNodeRowType((RowType) row.getLogicalType())
                .getFieldList();
    }
}
