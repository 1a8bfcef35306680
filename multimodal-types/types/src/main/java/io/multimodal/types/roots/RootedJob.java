// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import io.multimodal.annotation.Public;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.config.MultimodalOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.TimeUtils;

/**
 * Gives a job its roots: from its submission to its end, all that it puts into its stores and all
 * that was in them for a job before is kept, and for its output as long as {@code
 * multimodal.store.output-retention} says after that. What its checkpoints and savepoints refer to
 * is kept until {@code bin/store release-root} is told otherwise. {@code docs/decisions/0017} is
 * the table of what keeps what.
 */
@Public
public final class RootedJob {
    private RootedJob() {}

    /**
     * Makes a root in each configured store and attaches them to the job, once, right before it is
     * submitted. Changes no operator, uid or state. The classes of this library have to lie in
     * {@code lib/} of the cluster: the job manager calls them when the job ends. Blocks.
     *
     * @param graph of {@code StreamExecutionEnvironment.getStreamGraph()}; its configuration says
     *     which stores there are
     * @throws ValidationException if the options {@code multimodal.*} are wrong
     * @throws StoreException if a root cannot be made; then nothing is attached, and a root that
     *     was already made in another store is released
     */
    public static void attach(StreamGraph graph) throws StoreException {
        Duration retention =
                isCollected(graph) ? Duration.ZERO : retention(graph.getJobConfiguration());
        Run run =
                new Run(
                        UUID.randomUUID(),
                        graph.getJobName(),
                        MultimodalOptions.resolve(graph.getJobConfiguration()).store().stores());
        List<NamedRoot> roots = run.make("", List.of());
        MasterHook.add(graph, new SnapshotHookCarrier(run, roots));
        graph.registerJobStatusHook(new EndOfRun(run, roots, retention));
    }

    /** Whether its rows go to the client alone, as those of a SELECT do. */
    private static boolean isCollected(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .filter(node -> node.getOutEdges().isEmpty())
                .allMatch(node -> node.getOperatorFactory() instanceof CollectSinkOperatorFactory);
    }

    private static Duration retention(ReadableConfig options) {
        Duration retention = options.get(MultimodalOptions.STORE_OUTPUT_RETENTION);
        if (retention.isNegative() || retention.compareTo(JobRoot.MAX_LIFE) > 0) {
            throw new ValidationException(
                    "The option '%s' is from 0 to %d days, not %s"
                            .formatted(
                                    MultimodalOptions.STORE_OUTPUT_RETENTION.key(),
                                    JobRoot.MAX_LIFE.toDays(),
                                    TimeUtils.formatWithHighestUnit(retention)));
        }
        return retention;
    }
}
