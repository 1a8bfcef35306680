// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

/** The name and the options of the format {@code multimodal}, whatever it wraps. */
abstract class WrapperFactory implements Factory {
    @Override
    public final String factoryIdentifier() {
        return WrapperOptions.IDENTIFIER;
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return WrapperOptions.all();
    }
}
