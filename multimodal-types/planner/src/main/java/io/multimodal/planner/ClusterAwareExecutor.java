// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.store.error.StoreException;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.roots.RootedJob;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.delegation.DefaultExecutor;
import org.apache.flink.util.TimeUtils;

/**
 * Flink's executor, which explains why a cluster refuses a job: one that was started before the SQL
 * jar was put into {@code lib/} names a class of ours that it does not have. It gives jobs their
 * roots, where the option says so.
 */
final class ClusterAwareExecutor extends DefaultExecutor {
    private static final Pattern MISSING =
            Pattern.compile(
                    "(?:ClassNotFoundException|NoClassDefFoundError): (io[./]multimodal[./][\\w./$]+)");

    /** In the environment of this thread. */
    ClusterAwareExecutor(Configuration configuration) {
        this(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    }

    ClusterAwareExecutor(StreamExecutionEnvironment environment) {
        super(environment);
    }

    @Override
    public JobExecutionResult execute(Pipeline pipeline) throws Exception {
        try {
            return super.execute(rooted(pipeline));
        } catch (Exception e) {
            throw explained(e);
        }
    }

    @Override
    public JobClient executeAsync(Pipeline pipeline) throws Exception {
        try {
            return super.executeAsync(rooted(pipeline));
        } catch (Exception e) {
            throw explained(e);
        }
    }

    /** Only of a job that is run, not of one that is explained. */
    private static Pipeline rooted(Pipeline pipeline) {
        if (pipeline instanceof StreamGraph graph && isRooted(graph)) {
            try {
                RootedJob.attach(graph);
            } catch (StoreException e) {
                throw withoutRoot(graph.getJobName(), e);
            }
        }
        return pipeline;
    }

    private static boolean isRooted(StreamGraph graph) {
        ReadableConfig options = graph.getJobConfiguration();
        boolean rooted = options.get(MultimodalOptions.STORE_JOB_ROOTS);
        Duration retention = options.get(MultimodalOptions.STORE_OUTPUT_RETENTION);
        if (!rooted && !retention.isZero()) {
            throw new ValidationException(
                    "The job '%s' has no root that could keep what it writes for %s ('%s'); set '%s' = 'true' as well"
                            .formatted(
                                    graph.getJobName(),
                                    TimeUtils.formatWithHighestUnit(retention),
                                    MultimodalOptions.STORE_OUTPUT_RETENTION.key(),
                                    MultimodalOptions.STORE_JOB_ROOTS.key()));
        }
        return rooted;
    }

    /** Without a cause: the SQL client prints the innermost message, such as the name of a file. */
    private static TableException withoutRoot(String job, StoreException failure) {
        TableException explained =
                new TableException(
                        "The job '%s' is not submitted, since no root can be made for it ('%s' = 'true'): %s"
                                .formatted(
                                        job,
                                        MultimodalOptions.STORE_JOB_ROOTS.key(),
                                        failure.getMessage()));
        explained.setStackTrace(failure.getStackTrace());
        return explained;
    }

    /**
     * The failure itself, unless a class of ours is missing. The other has no cause: the SQL client
     * prints the innermost message.
     */
    static Exception explained(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What a server says comes as text; its own failure names the class by its message.
            Matcher missing = MISSING.matcher(cause.toString());
            if (missing.find()) {
                TableException explained =
                        new TableException(
                                "The cluster lacks the classes of the SQL jar (%s); put flink-sql-multimodal-*.jar into lib/ of each of its machines, then restart the cluster"
                                        .formatted(missing.group(1).replace('/', '.')));
                explained.setStackTrace(failure.getStackTrace());
                return explained;
            }
        }
        return failure;
    }
}
