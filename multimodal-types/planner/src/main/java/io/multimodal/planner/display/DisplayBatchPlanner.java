// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.ExplainFormat;
import org.apache.flink.table.delegation.InternalPlan;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.delegation.PlannerFactory.Context;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.planner.delegation.BatchPlanner;
import org.apache.flink.table.planner.delegation.PlannerContext;

/** Flink's planner of batch jobs, which explains plans readably. */
@SuppressWarnings("overrides") // Flink's methods are in Scala and have no dots
public final class DisplayBatchPlanner extends BatchPlanner {
    private final BiFunction<Parser, PlannerContext, Parser> parser;

    /**
     * @param parser makes the session's parser of Flink's
     */
    public DisplayBatchPlanner(Context context, BiFunction<Parser, PlannerContext, Parser> parser) {
        super(
                context.getExecutor(),
                context.getTableConfig(),
                context.getModuleManager(),
                context.getFunctionCatalog(),
                context.getCatalogManager(),
                context.getClassLoader());
        this.parser = parser;
    }

    @Override
    public Parser getParser() {
        return parser.apply(super.getParser(), plannerContext());
    }

    @Override
    public String explain(
            List<Operation> operations, ExplainFormat format, ExplainDetail... details) {
        return DisplayText.of(super.explain(operations, format, details));
    }

    @Override
    public String explainPlan(InternalPlan plan, ExplainDetail... details) {
        return DisplayText.of(super.explainPlan(plan, details));
    }
}
