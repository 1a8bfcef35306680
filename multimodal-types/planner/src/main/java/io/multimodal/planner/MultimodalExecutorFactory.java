// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.planner.display.ReplacingFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.delegation.Executor;
import org.apache.flink.table.delegation.StreamExecutorFactory;
import org.apache.flink.table.planner.delegation.DefaultExecutorFactory;

/**
 * Makes Flink's own executor, which says of a cluster without the SQL jar what to do. The drop-in
 * planner jar names this factory in place of {@link DefaultExecutorFactory}.
 */
public final class MultimodalExecutorFactory extends ReplacingFactory<DefaultExecutorFactory>
        implements StreamExecutorFactory {
    /** Found by service file. */
    public MultimodalExecutorFactory() {
        super(new DefaultExecutorFactory());
    }

    /**
     * Asked for when a session begins, before Flink finds out that there are too many of this name.
     *
     * @throws ValidationException if the planner jar does not lie in the right company
     */
    @Override
    public String factoryIdentifier() {
        LibFolder.check(MultimodalExecutorFactory.class.getClassLoader());
        return flink.factoryIdentifier();
    }

    @Override
    public Executor create(Configuration configuration) {
        return new ClusterAwareExecutor(configuration);
    }

    @Override
    public Executor create(StreamExecutionEnvironment environment) {
        return new ClusterAwareExecutor(environment);
    }
}
