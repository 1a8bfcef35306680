// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import org.apache.flink.client.deployment.ClusterDescriptor;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.client.deployment.application.ApplicationConfiguration;
import org.apache.flink.client.program.ClusterClientProvider;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.client.program.MiniClusterClient.MiniClusterId;
import org.apache.flink.configuration.Configuration;

/** Retrieves clients of the {@link EmbeddedCluster}; deploys nothing and ends nothing. */
final class EmbeddedClusterDescriptor implements ClusterDescriptor<MiniClusterId> {
    private final Configuration configuration;

    EmbeddedClusterDescriptor(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String getClusterDescription() {
        return "the Flink cluster inside this process";
    }

    @Override
    public ClusterClientProvider<MiniClusterId> retrieve(MiniClusterId id) {
        MiniClusterClient client = EmbeddedCluster.OF_PROCESS.client(configuration);
        return () -> client;
    }

    @Override
    public ClusterClientProvider<MiniClusterId> deploySessionCluster(
            ClusterSpecification specification) {
        return retrieve(MiniClusterId.INSTANCE);
    }

    @Override
    public ClusterClientProvider<MiniClusterId> deployApplicationCluster(
            ClusterSpecification specification, ApplicationConfiguration application) {
        throw new UnsupportedOperationException(
                "Applications are not deployed to " + getClusterDescription());
    }

    @Override
    public void killCluster(MiniClusterId id) {
        throw new UnsupportedOperationException(
                "The cluster inside this process ends with the process");
    }

    @Override
    public void close() {}
}
