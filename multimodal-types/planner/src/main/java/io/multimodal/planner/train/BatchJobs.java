// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.train;

import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.delegation.Executor;
import org.apache.flink.table.delegation.PlannerFactory;
import org.apache.flink.table.operations.CollectModifyOperation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.resource.ResourceManager;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs queries as batch jobs beside a session, in whichever mode the session is: with its catalogs,
 * functions and options, and with a planner and an executor of their own, so that nothing of the
 * session changes.
 *
 * @param session whose catalogs and options there are
 * @param planners make a planner of a context in batch mode
 * @param executors make an executor of the configuration of the session's own
 */
public record BatchJobs(
        PlannerFactory.Context session,
        Function<PlannerFactory.Context, PlannerBase> planners,
        Function<Configuration, Executor> executors) {

    /** A planner that is in batch mode, and an executor for what it plans. */
    public record BatchJob(PlannerBase planner, Executor executor) {
        /**
         * The only row of a query. Blocks until the job has ended; if this thread is interrupted,
         * the job is cancelled.
         *
         * @param name of the job
         * @throws Exception if the query cannot be planned or the job fails
         */
        Row onlyRow(String name, QueryOperation query) throws Exception {
            CollectModifyOperation collect = new CollectModifyOperation(query);
            List<Transformation<?>> transformations = planner.translate(List.of(collect));
            Pipeline pipeline =
                    executor.createPipeline(
                            transformations, planner.getTableConfig().getConfiguration(), name);
            JobClient client = executor.executeAsync(pipeline);
            collect.getSelectResultProvider().setJobClient(client);
            try (CloseableIterator<Row> rows =
                    collect.getSelectResultProvider().toExternalIterator()) {
                if (!rows.hasNext()) {
                    throw new TableException("The job '" + name + "' gave no row");
                }
                Row row = rows.next();
                while (rows.hasNext()) {
                    rows.next(); // To its end, so that a failure is one.
                }
                return row;
            }
        }
    }

    /**
     * A planner with what the session has now.
     *
     * @param resources the jars that the session has added
     */
    BatchJob begin(ResourceManager resources) {
        Executor executor =
                executors.apply(
                        Configuration.fromMap(session.getExecutor().getConfiguration().toMap()));
        TableConfig config = TableConfig.getDefault();
        config.setRootConfiguration(executor.getConfiguration());
        config.addConfiguration(session.getTableConfig().getConfiguration());
        config.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        resources.addJarConfiguration(config);
        return new BatchJob(
                planners.apply(
                        new PlannerFactory.DefaultPlannerContext(
                                executor,
                                config,
                                session.getClassLoader(),
                                session.getModuleManager(),
                                session.getCatalogManager(),
                                session.getFunctionCatalog())),
                executor);
    }
}
