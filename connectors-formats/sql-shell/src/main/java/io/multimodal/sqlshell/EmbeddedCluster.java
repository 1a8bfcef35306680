// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import java.util.function.Supplier;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster inside the shell's own process, which all statements of the process share. It starts
 * with the first job or {@linkplain #startAhead ahead} of it, takes its options from the
 * configuration of that job, and ends with {@link #close}; a cluster that a fatal error ended is
 * replaced for the next job.
 *
 * <p>Flink's own {@code local} target starts a cluster for each job and closes it with the job, so
 * that whoever asks about a failed job is told "MiniCluster is not yet running or has already been
 * shut down" in place of the cause. Thread-safe.
 */
final class EmbeddedCluster {
    static final EmbeddedCluster OF_PROCESS = new EmbeddedCluster();

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);

    private MiniCluster running;
    private Configuration configuration;
    private boolean ahead;
    private boolean closed;

    EmbeddedCluster() {}

    /**
     * Starts the cluster on a thread of its own, and returns at once. The first job takes it if the
     * options of the job agree with {@code expected}; else, and where the cluster does not start,
     * the job starts one.
     */
    void startAhead(Supplier<Configuration> expected) {
        Thread starter = new Thread(() -> start(expected), "embedded-cluster-start");
        starter.setDaemon(true);
        starter.start();
    }

    private synchronized void start(Supplier<Configuration> expected) {
        if (running != null || closed) {
            return;
        }
        try {
            configuration = ClusterOptions.of(expected.get());
            running = start(configuration);
            ahead = true;
        } catch (RuntimeException e) {
            LOG.info("The cluster starts with the first job, for it did not start ahead", e);
        }
    }

    /**
     * A client of the cluster, which is started if need be. Closing the client leaves the cluster.
     *
     * @throws IllegalStateException if the cluster cannot be started
     */
    synchronized MiniClusterClient client(Configuration job) {
        Configuration wanted = ClusterOptions.of(job);
        if (running != null && ahead && !ClusterOptions.same(configuration, wanted)) {
            LOG.info("The cluster starts again, for the first job changes its options");
            running.closeAsync().join();
            running = null;
        }
        ahead = false;
        if (running == null || !running.isRunning()) {
            configuration = wanted;
            running = start(configuration);
        }
        return new MiniClusterClient(configuration, running);
    }

    /** Ends the cluster and its jobs, and waits for that. Without one nothing happens. */
    synchronized void close() {
        closed = true;
        if (running != null) {
            running.closeAsync().join();
            running = null;
        }
    }

    private static MiniCluster start(Configuration configuration) {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(
                                        configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.closeAsync().join();
            throw new IllegalStateException("The embedded Flink cluster does not start", e);
        }
        return cluster;
    }
}
