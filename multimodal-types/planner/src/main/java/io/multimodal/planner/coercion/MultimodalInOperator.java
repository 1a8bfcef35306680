// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.coercion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlInOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.flink.sql.parser.ddl.SqlReplaceTableAs;

/**
 * {@code IN} and {@code NOT IN} for multimodal types too. To Calcite a structured value left of a
 * query is a row of its attributes, which the query's one column does not match; here it is a row
 * of one value.
 */
public final class MultimodalInOperator extends SqlInOperator {
    private static final MultimodalInOperator IN = new MultimodalInOperator("IN", SqlKind.IN);
    private static final MultimodalInOperator NOT_IN =
            new MultimodalInOperator("NOT IN", SqlKind.NOT_IN);

    private MultimodalInOperator(String name, SqlKind kind) {
        super(name, kind);
    }

    /** Puts these operators in the place of Calcite's, wherever a parsed statement has them. */
    public static <N extends SqlNode> N in(N statement) {
        statement.accept(new Replacement());
        return statement;
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        SqlNode left = call.operand(0);
        if (!(call.operand(1) instanceof SqlNodeList)
                && MediaTypes.isMedia(validator.deriveType(scope, left))) {
            call.setOperand(0, SqlStdOperatorTable.ROW.createCall(left.getParserPosition(), left));
        }
        return super.deriveType(validator, scope, call);
    }

    /**
     * The same query with both sides of one type, as Flink compares no others. It is nullable:
     * Calcite asserts that values that are not give no NULL when they are compared, and thinks that
     * rows with nullable fields do.
     */
    public static RexNode alike(RexBuilder rex, RexSubQuery in) {
        List<RexNode> operands = new ArrayList<>(in.getOperands());
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            RexNode column = rex.makeInputRef(in.rel, i);
            Optional<RelDataType> common = common(rex, operands.get(i), column);
            if (common.isPresent()) {
                operands.set(i, rex.ensureType(common.get(), operands.get(i), false));
                column = rex.ensureType(common.get(), column, false);
            }
            columns.add(column);
        }
        RelNode query =
                LogicalProject.create(
                        in.rel, List.of(), columns, in.rel.getRowType().getFieldNames(), Set.of());
        return in.clone(in.getType(), operands).clone(query);
    }

    /** The same comparison with both sides of one type. */
    public static RexNode alike(RexBuilder rex, RexCall comparison) {
        RexNode left = comparison.getOperands().get(0);
        RexNode right = comparison.getOperands().get(1);
        return MediaTypes.declared(left.getType()).equals(MediaTypes.declared(right.getType()))
                ? comparison
                : common(rex, left, right)
                        .map(
                                type ->
                                        rex.makeCall(
                                                comparison.getType(),
                                                comparison.getOperator(),
                                                List.of(
                                                        rex.ensureType(type, left, true),
                                                        rex.ensureType(type, right, true))))
                        .orElse(comparison);
    }

    /** Empty where they are not media, or of several types. */
    private static Optional<RelDataType> common(RexBuilder rex, RexNode left, RexNode right) {
        RelDataTypeFactory types = rex.getTypeFactory();
        return MediaTypes.isMedia(left.getType()) && MediaTypes.isMedia(right.getType())
                ? Optional.ofNullable(
                                types.leastRestrictive(List.of(left.getType(), right.getType())))
                        .map(type -> types.createTypeWithNullability(type, true))
                : Optional.empty();
    }

    /** Visits whatever may hold an expression. */
    private static final class Replacement extends SqlBasicVisitor<Void> {
        @Override
        public Void visit(SqlCall call) {
            if (call instanceof SqlReplaceTableAs replace) {
                // Has no list of operands unless it has a watermark.
                return replace.getAsQuery().accept(this);
            }
            if (call instanceof SqlBasicCall basic) {
                replace(basic, basic.getOperator());
            }
            return super.visit(call);
        }

        private static void replace(SqlBasicCall call, SqlOperator operator) {
            if (operator.equals(SqlStdOperatorTable.IN)) {
                call.setOperator(IN);
            } else if (operator.equals(SqlStdOperatorTable.NOT_IN)) {
                call.setOperator(NOT_IN);
            }
        }
    }
}
