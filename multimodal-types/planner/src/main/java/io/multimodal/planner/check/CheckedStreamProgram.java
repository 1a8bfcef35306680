// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.ai.AiCalls;
import io.multimodal.planner.evaluate.EvaluatedModels;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.planner.plan.optimize.program.FlinkChainedProgram;
import org.apache.flink.table.planner.plan.optimize.program.FlinkStreamProgram;
import org.apache.flink.table.planner.plan.optimize.program.StreamOptimizeContext;

/** Flink's optimisation of streaming plans, over a plan that checks parameters. */
public final class CheckedStreamProgram extends FlinkChainedProgram<StreamOptimizeContext> {
    @Override
    public RelNode optimize(RelNode root, StreamOptimizeContext context) {
        DistinctMedia.refuse(root);
        RelNode plan = UnreadMedia.leftOut(EvaluatedModels.planned(AiCalls.planned(root)));
        return FlinkStreamProgram.buildProgram(context.getTableConfig())
                .optimize(
                        CheckedPlan.of(plan, ReferenceBorder.of(context.getTableConfig())),
                        context);
    }
}
