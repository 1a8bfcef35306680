// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.ai.AiCalls;
import io.multimodal.planner.evaluate.EvaluatedModels;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.planner.plan.optimize.program.BatchOptimizeContext;
import org.apache.flink.table.planner.plan.optimize.program.FlinkBatchProgram;
import org.apache.flink.table.planner.plan.optimize.program.FlinkChainedProgram;

/** Flink's optimisation of batch plans, over a plan that checks parameters. */
public final class CheckedBatchProgram extends FlinkChainedProgram<BatchOptimizeContext> {
    @Override
    public RelNode optimize(RelNode root, BatchOptimizeContext context) {
        RelNode plan = UnreadMedia.leftOut(EvaluatedModels.planned(AiCalls.planned(root)));
        return FlinkBatchProgram.buildProgram(context.getTableConfig())
                .optimize(
                        CheckedPlan.of(plan, ReferenceBorder.of(context.getTableConfig())),
                        context);
    }
}
