// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import org.apache.flink.client.deployment.executors.AbstractSessionClusterExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;

/** Runs the jobs of {@code execution.target: embedded} in the {@link EmbeddedCluster}. */
public final class EmbeddedExecutorFactory implements PipelineExecutorFactory {
    private final EmbeddedClusterFactory clusters = new EmbeddedClusterFactory();

    @Override
    public String getName() {
        return EmbeddedClusterFactory.TARGET;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
        return clusters.isCompatibleWith(configuration);
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
        return new AbstractSessionClusterExecutor<>(clusters, configuration);
    }
}
