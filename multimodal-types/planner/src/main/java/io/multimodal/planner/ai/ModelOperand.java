// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplicitModelCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlModelCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;
import org.apache.flink.table.catalog.ContextResolvedModel;
import org.apache.flink.table.planner.catalog.CatalogSchemaModel;

/**
 * A model among expressions. It has no operands: Calcite takes each name in an expression for one
 * of a column.
 */
final class ModelOperand extends SqlModelCall {
    private final ContextResolvedModel declared;

    private ModelOperand(
            SqlModelCall operand,
            ContextResolvedModel declared,
            ContextResolvedModel asked,
            SqlParserPos position) {
        super(
                new SqlExplicitModelCall(operand.getOperator(), List.of(), position, null),
                new CatalogSchemaModel(asked));
        this.declared = declared;
    }

    /** The operand of a function over models, also where it is given by name. */
    static SqlNode in(SqlNode operand) {
        if (operand instanceof SqlModelCall model && !(operand instanceof ModelOperand)) {
            ContextResolvedModel declared = model.getModel().getContextResolvedModel();
            return new ModelOperand(model, declared, declared, model.getParserPosition());
        }
        if (operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
            SqlCall named = (SqlCall) operand;
            named.setOperand(0, in(named.operand(0)));
        }
        return operand;
    }

    /** The model that the statement names. */
    ContextResolvedModel declared() {
        return declared;
    }

    /** The same name in the statement, with another model behind it. */
    ModelOperand asking(ContextResolvedModel asked) {
        return new ModelOperand(this, declared, asked, getParserPosition());
    }

    private SqlIdentifier name() {
        return new SqlIdentifier(declared.getIdentifier().toList(), getParserPosition());
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.keyword("MODEL");
        name().unparse(writer, 0, 0);
    }

    @Override
    public boolean equalsDeep(SqlNode other, Litmus litmus) {
        return other instanceof ModelOperand model
                ? name().equalsDeep(model.name(), litmus)
                : litmus.fail("{} is not {}", this, other);
    }

    @Override
    public SqlNode clone(SqlParserPos position) {
        return new ModelOperand(this, declared, getModel().getContextResolvedModel(), position);
    }
}
