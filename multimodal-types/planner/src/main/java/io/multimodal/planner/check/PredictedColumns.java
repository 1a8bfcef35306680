// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.text.TypeText;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.calcite.RexModelCall;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * {@code ML_PREDICT} in a plan: the columns that it passes on, and those that its model is given.
 */
final class PredictedColumns {
    private PredictedColumns() {}

    static boolean isPrediction(TableFunctionScan scan) {
        return operands(scan).stream().anyMatch(RexModelCall.class::isInstance);
    }

    /** Whether a column of the result is one of the table that is predicted over. */
    static boolean isPassedOn(TableFunctionScan scan, int column) {
        return isPrediction(scan)
                && scan.getInputs().size() == 1
                && column < scan.getInput(0).getRowType().getFieldCount();
    }

    /**
     * Refuses a row that is given to a model for a medium: nothing would check its signature.
     *
     * @throws ValidationException that says how to cast it
     */
    static void refuseRows(TableFunctionScan scan) {
        for (RexNode operand : operands(scan)) {
            if (operand instanceof RexModelCall model && scan.getInputs().size() == 1) {
                refuseRows(scan, model);
            }
        }
    }

    private static void refuseRows(TableFunctionScan scan, RexModelCall model) {
        List<Column> wanted =
                model.getContextResolvedModel()
                        .getResolvedModel()
                        .getResolvedInputSchema()
                        .getColumns();
        List<RelDataTypeField> given = described(scan);
        for (int i = 0; i < Math.min(wanted.size(), given.size()); i++) {
            LogicalType type = wanted.get(i).getDataType().getLogicalType();
            LogicalType actual = FlinkTypeFactory.toLogicalType(given.get(i).getType());
            if (MediaCrossing.into(actual, type).isPresent()) {
                throw new ValidationException(
                        "Cannot give the column %s to a model that takes %s: it is a row, whose signature nothing would check; write CAST(%s AS %s)"
                                .formatted(
                                        given.get(i).getName(),
                                        TypeText.print(type, LogicalType::asSummaryString),
                                        given.get(i).getName(),
                                        TypeText.print(type, LogicalType::asSummaryString)));
            }
        }
    }

    /** The columns that DESCRIPTOR names, by name or by place; all where that is not known. */
    private static List<RelDataTypeField> described(TableFunctionScan scan) {
        RelNode input = scan.getInput(0);
        List<RelDataTypeField> columns = input.getRowType().getFieldList();
        for (RexNode operand : operands(scan)) {
            if (operand.getKind() == SqlKind.DESCRIPTOR) {
                List<RelDataTypeField> described = new ArrayList<>();
                for (RexNode column : ((RexCall) operand).getOperands()) {
                    if (column instanceof RexInputRef reference) {
                        described.add(columns.get(reference.getIndex()));
                    } else if (column instanceof RexLiteral name) {
                        described.add(
                                input.getRowType()
                                        .getField(name.getValueAs(String.class), true, false));
                    }
                }
                return described;
            }
        }
        return columns;
    }

    private static List<RexNode> operands(TableFunctionScan scan) {
        return ((RexCall) scan.getCall()).getOperands();
    }
}
