// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.coercion;

import io.multimodal.types.text.TypeText;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Flink's {@code IF(condition, a, b)}, which takes multimodal types too. Flink's code generator has
 * no such IF, so the plan gets the CASE that means the same.
 */
public final class MultimodalIfFunction implements SqlOperandTypeChecker {
    /** Equal to Flink's own, by class, name and kind, so all that Flink does with IF it does. */
    static final SqlFunction IF =
            new SqlFunction(
                    FlinkSqlOperatorTable.IF.getName(),
                    FlinkSqlOperatorTable.IF.getKind(),
                    MultimodalIfFunction::type,
                    MultimodalIfFunction::inferOperands,
                    new MultimodalIfFunction(FlinkSqlOperatorTable.IF.getOperandTypeChecker()),
                    FlinkSqlOperatorTable.IF.getFunctionType());

    private final SqlOperandTypeChecker flink;

    private MultimodalIfFunction(SqlOperandTypeChecker flink) {
        this.flink = flink;
    }

    /** The call itself, or the CASE in its place where it is about media. */
    public static RexNode orCase(RexBuilder rex, RexCall call) {
        if (!call.getOperator().equals(IF) || !MediaTypes.holdsMedia(call.getType())) {
            return call;
        }
        List<RexNode> operands = call.getOperands();
        return rex.makeCall(
                call.getType(),
                SqlStdOperatorTable.CASE,
                List.of(
                        operands.get(0),
                        rex.ensureType(call.getType(), operands.get(1), true),
                        rex.ensureType(call.getType(), operands.get(2), true)));
    }

    private static RelDataType type(SqlOperatorBinding call) {
        return isAboutMedia(call)
                ? common(call)
                : FlinkSqlOperatorTable.IF.getReturnTypeInference().inferReturnType(call);
    }

    /** A NULL is one of the type of the other operand. */
    private static void inferOperands(
            SqlCallBinding call, RelDataType returnType, RelDataType[] operandTypes) {
        if (isAboutMedia(call) && common(call) != null) {
            operandTypes[0] = call.getTypeFactory().createSqlType(SqlTypeName.BOOLEAN);
            operandTypes[1] = common(call);
            operandTypes[2] = common(call);
        }
    }

    private static boolean isAboutMedia(SqlOperatorBinding call) {
        return call.getOperandCount() == 3
                && (MediaTypes.holdsMedia(call.getOperandType(1))
                        || MediaTypes.holdsMedia(call.getOperandType(2)));
    }

    /** Null where there is none. */
    private static RelDataType common(SqlOperatorBinding call) {
        return call.getTypeFactory()
                .leastRestrictive(List.of(call.getOperandType(1), call.getOperandType(2)));
    }

    private static String text(RelDataType type) {
        return TypeText.print(FlinkTypeFactory.toLogicalType(type), LogicalType::asSummaryString);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return flink.getOperandCountRange();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return flink.getAllowedSignatures(operator, name);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
        if (!isAboutMedia(call)) {
            return flink.checkOperandTypes(call, throwOnFailure);
        }
        if (call.getOperandType(0).getSqlTypeName() == SqlTypeName.BOOLEAN
                && common(call) != null) {
            return true;
        }
        if (throwOnFailure) {
            throw new ValidationException(
                    "Cannot use IF(%s, %s, %s): the first is a BOOLEAN and the two others are of one type; write CAST(… AS …) around one of them"
                            .formatted(
                                    text(call.getOperandType(0)),
                                    text(call.getOperandType(1)),
                                    text(call.getOperandType(2))));
        }
        return false;
    }
}
