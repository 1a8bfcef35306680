// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of every container format, without the prefix of its identifier. */
final class ContainerOptions {
    static final ConfigOption<Boolean> IN_PLACE =
            ConfigOptions.key("in-place")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether media columns refer to ranges of the file instead of copying them into the store. The file must lie below a 'multimodal.external.<name>.prefix'.");

    private ContainerOptions() {}
}
