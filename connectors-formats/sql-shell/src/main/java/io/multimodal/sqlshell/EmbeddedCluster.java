// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * The cluster inside the shell's own process, which all statements of the process share. It starts
 * with the first job, takes its options from the configuration of that job, and ends with {@link
 * #close}; a cluster that a fatal error ended is replaced for the next job.
 *
 * <p>Flink's own {@code local} target starts a cluster for each job and closes it with the job, so
 * that whoever asks about a failed job is told "MiniCluster is not yet running or has already been
 * shut down" in place of the cause. Thread-safe.
 */
final class EmbeddedCluster {
    static final EmbeddedCluster OF_PROCESS = new EmbeddedCluster();

    /** Flink takes all of it when the cluster starts, needed or not. */
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(32);

    private MiniCluster running;
    private Configuration configuration;

    private EmbeddedCluster() {}

    /**
     * A client of the cluster, which is started if need be. Closing the client leaves the cluster.
     *
     * @throws IllegalStateException if the cluster cannot be started
     */
    synchronized MiniClusterClient client(Configuration job) {
        if (running == null || !running.isRunning()) {
            configuration = embedded(job);
            running = start(configuration);
        }
        return new MiniClusterClient(configuration, running);
    }

    /** Ends the cluster and its jobs, and waits for that. Without one nothing happens. */
    synchronized void close() {
        if (running != null) {
            running.closeAsync().join();
            running = null;
        }
    }

    private static Configuration embedded(Configuration job) {
        Configuration embedded = new Configuration(job);
        if (!embedded.contains(RestOptions.PORT)) {
            embedded.set(RestOptions.BIND_PORT, "0");
        }
        if (!embedded.contains(RestOptions.BIND_ADDRESS)) {
            embedded.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        }
        if (!embedded.contains(TaskManagerOptions.NETWORK_MEMORY_MIN)
                && !embedded.contains(TaskManagerOptions.NETWORK_MEMORY_MAX)) {
            embedded.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
            embedded.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        }
        return embedded;
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
