// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.delegation.Executor;
import org.apache.flink.table.delegation.StreamExecutorFactory;
import org.apache.flink.table.planner.delegation.DefaultExecutorFactory;

/**
 * Makes Flink's own executor, which says of a cluster without the SQL jar what to do. The drop-in
 * planner jar names this factory in place of {@link DefaultExecutorFactory}.
 */
public final class MultimodalExecutorFactory implements StreamExecutorFactory {
    private final DefaultExecutorFactory flink = new DefaultExecutorFactory();

    @Override
    public String factoryIdentifier() {
        return flink.factoryIdentifier();
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return flink.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return flink.optionalOptions();
    }

    @Override
    public Executor create(Configuration configuration) {
        return create(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    }

    @Override
    public Executor create(StreamExecutionEnvironment environment) {
        return new ClusterAwareExecutor(environment);
    }
}
