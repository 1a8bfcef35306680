// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of the format {@code webdataset}, without the prefix {@code webdataset.}. */
final class WebDatasetOptions {
    static final ConfigOption<Map<String, String>> SUFFIXES =
            ConfigOptions.key("suffixes")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "The suffixes of the members that a column is read from, separated by ';', such as 'img:jpg;jpeg;png'. The first that a sample has is read; the first is written. A column that is not named has its own name as suffix.");

    private WebDatasetOptions() {}
}
