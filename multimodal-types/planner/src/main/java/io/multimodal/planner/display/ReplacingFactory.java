// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

/**
 * A factory that takes the place of one of Flink's: it has the same identifier and the same
 * options.
 *
 * @param <F> Flink's factory
 */
public abstract class ReplacingFactory<F extends Factory> implements Factory {
    /** Flink's own. */
    protected final F flink;

    protected ReplacingFactory(F flink) {
        this.flink = flink;
    }

    @Override
    public String factoryIdentifier() {
        return flink.factoryIdentifier();
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return flink.requiredOptions();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return flink.optionalOptions();
    }
}
