// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of a table {@code 'connector' = 'lance'}. */
final class LanceOptions {
    static final ConfigOption<String> PATH =
            ConfigOptions.key("path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder of the Lance table, a path or a URI that Lance reads, such as 's3://bucket/photos.lance'.");

    static final ConfigOption<Integer> BATCH_ROWS =
            ConfigOptions.key("scan.batch-rows")
                    .intType()
                    .defaultValue(256)
                    .withDescription(
                            "How many rows are read at once. The values of that many rows are in memory.");

    static final ConfigOption<Map<String, String>> STORAGE =
            ConfigOptions.key("storage")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "Options of Lance for the storage, such as 'storage.aws_endpoint'. They may hold secrets and are not shown.");

    private LanceOptions() {}
}
