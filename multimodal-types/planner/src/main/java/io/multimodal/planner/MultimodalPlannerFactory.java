// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.planner.display.DisplayBatchPlanner;
import io.multimodal.planner.display.DisplayStreamPlanner;
import io.multimodal.planner.display.ReplacingFactory;
import io.multimodal.planner.train.BatchJobs;
import io.multimodal.planner.train.TrainingParser;
import java.util.function.BiFunction;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.delegation.PlannerFactory;
import org.apache.flink.table.planner.delegation.DefaultPlannerFactory;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.delegation.PlannerContext;

/**
 * Makes Flink's own planner and teaches it the words. The drop-in planner jar names this factory in
 * place of {@link DefaultPlannerFactory}, so the stock SQL client and gateway know the words too.
 */
public final class MultimodalPlannerFactory extends ReplacingFactory<DefaultPlannerFactory>
        implements PlannerFactory {
    /** Found by service file. */
    public MultimodalPlannerFactory() {
        super(new DefaultPlannerFactory());
    }

    /**
     * A planner for streaming, unless the session is in batch mode.
     *
     * @throws ValidationException if Flink is not of the version that the planner is made for
     */
    @Override
    public Planner create(Context context) {
        checkVersion(EnvironmentInformation.getVersion());
        return planner(context);
    }

    private static PlannerBase planner(Context context) {
        BatchJobs jobs =
                new BatchJobs(
                        context, MultimodalPlannerFactory::planner, ClusterAwareExecutor::new);
        BiFunction<Parser, PlannerContext, Parser> parser =
                (flink, planner) -> new TrainingParser(flink, planner, jobs);
        PlannerBase planner =
                context.getTableConfig().get(ExecutionOptions.RUNTIME_MODE)
                                == RuntimeExecutionMode.BATCH
                        ? new DisplayBatchPlanner(context, parser)
                        : new DisplayStreamPlanner(context, parser);
        MultimodalSql.install(planner);
        return planner;
    }

    static void checkVersion(String running) {
        String madeFor = FlinkVersion.MADE_FOR;
        if (!running.equals(madeFor)) {
            throw new ValidationException(
                    "This planner jar is made for Flink "
                            + madeFor
                            + " and cannot plan for Flink "
                            + running
                            + "; put the jar of that version into lib/, or Flink's own planner back");
        }
    }
}
