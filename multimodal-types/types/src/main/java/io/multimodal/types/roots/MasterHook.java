// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.checkpoint.WithMasterCheckpointHook;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleUdfStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;

/**
 * Adds a hook of the job manager to a job. Flink takes hooks from the functions of operators, when
 * it makes the settings of checkpoints: for that moment one operator has another function.
 */
final class MasterHook {
    private MasterHook() {}

    static <C extends MapFunction<Object, Object> & WithMasterCheckpointHook<?>> void add(
            StreamGraph graph, C carrier) {
        StreamNode node =
                graph.getStreamNodes().stream()
                        .filter(candidate -> !hasHook(candidate))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "Each operator of the job '%s' has a checkpoint hook of its own, so that none can be added; add an operator without one"
                                                        .formatted(graph.getJobName())));
        StreamOperatorFactory<?> factory = node.getOperatorFactory();
        node.setOperatorFactory(SimpleUdfStreamOperatorFactory.of(new StreamMap<>(carrier)));
        try {
            graph.createJobCheckpointingSettings();
        } finally {
            node.setOperatorFactory(factory);
        }
    }

    private static boolean hasHook(StreamNode node) {
        return node.getOperatorFactory() instanceof UdfStreamOperatorFactory<?> factory
                && factory.getUserFunction() instanceof WithMasterCheckpointHook;
    }
}
