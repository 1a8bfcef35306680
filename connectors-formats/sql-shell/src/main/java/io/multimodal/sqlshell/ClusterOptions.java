// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** The options that the {@link EmbeddedCluster} takes from the configuration of a job. */
final class ClusterOptions {
    /** Flink takes all of it when the cluster starts, needed or not. */
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(32);

    /** What the planner, the SQL client and its gateway add to a job, and what only a job reads. */
    private static final List<String> OF_JOBS =
            List.of(
                    "$internal.",
                    "__table.",
                    "execution.attached",
                    "execution.batch.adaptive.stream-graph-optimization.",
                    "execution.buffer-timeout.",
                    "execution.runtime-mode",
                    "execution.shutdown-on-attached-exit",
                    "execution.state-recovery.",
                    "multimodal.",
                    "pipeline.",
                    "sql-client.",
                    "sql-gateway.",
                    "table.");

    private ClusterOptions() {}

    /** The options of a cluster that starts for a job. */
    static Configuration of(Configuration job) {
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

    /**
     * Whether a cluster with the options {@code one} runs as one with the options {@code other}.
     */
    static boolean same(Configuration one, Configuration other) {
        return read(one).equals(read(other));
    }

    private static Map<String, String> read(Configuration options) {
        Map<String, String> read = new TreeMap<>(options.toMap());
        read.keySet().removeIf(key -> OF_JOBS.stream().anyMatch(key::startsWith));
        return read;
    }
}
