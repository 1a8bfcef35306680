// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.coercion;

import io.multimodal.planner.ai.AiFunction;
import io.multimodal.planner.evaluate.EvaluateFunction;
import java.util.List;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.flink.table.planner.calcite.FlinkContext;
import org.apache.flink.table.planner.catalog.FunctionCatalogOperatorTable;
import org.apache.flink.table.planner.delegation.PlannerContext;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;

/**
 * The functions of the catalogs and Flink's own, with an IF that takes multimodal types, an
 * ML_EVALUATE that runs, and functions over models.
 */
public final class MultimodalOperatorTable implements SqlOperatorTable {
    private final FlinkContext context;
    private final SqlOperatorTable catalogs;

    public MultimodalOperatorTable(PlannerContext planner) {
        this.context = planner.getFlinkContext();
        this.catalogs =
                new FunctionCatalogOperatorTable(
                        context.getFunctionCatalog(),
                        context.getCatalogManager().getDataTypeFactory(),
                        planner.getTypeFactory(),
                        context.getRexFactory());
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher nameMatcher) {
        catalogs.lookupOperatorOverloads(name, category, syntax, found, nameMatcher);
        if (found.isEmpty() && syntax == SqlSyntax.FUNCTION && name.isSimple()) {
            AiFunction.named(name.getSimple()).ifPresent(found::add);
        }
        int before = found.size();
        flink().lookupOperatorOverloads(name, category, syntax, found, nameMatcher);
        found.subList(before, found.size()).replaceAll(MultimodalOperatorTable::ours);
    }

    private static SqlOperator ours(SqlOperator operator) {
        if (operator.equals(FlinkSqlOperatorTable.ML_EVALUATE)) {
            return EvaluateFunction.INSTANCE;
        }
        return operator.equals(MultimodalIfFunction.IF) ? MultimodalIfFunction.IF : operator;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return flink().getOperatorList();
    }

    private SqlOperatorTable flink() {
        return FlinkSqlOperatorTable.instance(context.isBatchMode());
    }
}
