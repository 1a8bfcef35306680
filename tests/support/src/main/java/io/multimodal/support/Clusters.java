// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.support;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/**
 * A cluster for all jobs of a class, each of which would start one of its own otherwise. Jobs may
 * fail: the cluster has task managers to spare, since Flink 2.3 loses one where a query that is
 * collected is cancelled before its sink is open. The sink's {@code close} then fails with a
 * NullPointerException, which Flink takes for fatal.
 */
public final class Clusters {
    private static final int TASK_MANAGERS = 4;

    private Clusters() {}

    /** Each task manager runs a job with one subtask for each operator. */
    public static MiniClusterExtension shared() {
        return withSlots(1);
    }

    /**
     * Jobs have so many subtasks for each operator, unless they say otherwise.
     *
     * @param slots of each task manager
     */
    public static MiniClusterExtension withSlots(int slots) {
        return withSlots(slots, Map.of());
    }

    /**
     * As {@link #withSlots(int)}, with options of the cluster.
     *
     * @param slots of each task manager
     */
    public static MiniClusterExtension withSlots(int slots, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put(CoreOptions.DEFAULT_PARALLELISM.key(), String.valueOf(slots));
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setConfiguration(Configuration.fromMap(all))
                        .setNumberTaskManagers(TASK_MANAGERS)
                        .setNumberSlotsPerTaskManager(slots)
                        .build());
    }
}
