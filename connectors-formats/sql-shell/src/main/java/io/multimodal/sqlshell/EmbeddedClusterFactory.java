// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import org.apache.flink.client.deployment.ClusterClientFactory;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;

/**
 * Finds the {@link EmbeddedCluster} for {@code execution.target: embedded}, so that {@code SHOW
 * JOBS} and {@code STOP JOB} reach it, too.
 */
public final class EmbeddedClusterFactory
        implements ClusterClientFactory<MiniClusterClient.MiniClusterId> {
    /** The value of {@code execution.target}. */
    public static final String TARGET = "embedded";

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
        return TARGET.equals(configuration.get(DeploymentOptions.TARGET));
    }

    @Override
    public EmbeddedClusterDescriptor createClusterDescriptor(Configuration configuration) {
        return new EmbeddedClusterDescriptor(configuration);
    }

    @Override
    public MiniClusterClient.MiniClusterId getClusterId(Configuration configuration) {
        return MiniClusterClient.MiniClusterId.INSTANCE;
    }

    @Override
    public ClusterSpecification getClusterSpecification(Configuration configuration) {
        return new ClusterSpecification.ClusterSpecificationBuilder().createClusterSpecification();
    }
}
