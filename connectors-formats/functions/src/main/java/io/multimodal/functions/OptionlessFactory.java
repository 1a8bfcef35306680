// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

/** A factory of the module, found by the module's name and without options of its own. */
abstract class OptionlessFactory implements Factory {
    @Override
    public final String factoryIdentifier() {
        return MultimodalModule.NAME;
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }
}
