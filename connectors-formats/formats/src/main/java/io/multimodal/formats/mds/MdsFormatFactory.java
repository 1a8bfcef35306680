// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Finds {@code 'format' = 'mds'}. */
public final class MdsFormatFactory extends ContainerFormatFactory {
    /** How columns are written. */
    static final ConfigOption<Map<String, String>> ENCODINGS =
            ConfigOptions.key("encodings")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "The encodings of columns that are written, such as 'image:jpeg,label:int'. A column that is not named has the encoding of its type: bytes for media, str for STRING, int64 for BIGINT. When a shard is read, its own encodings are used.");

    @Override
    public String factoryIdentifier() {
        return "mds";
    }

    @Override
    protected Set<ConfigOption<?>> formatOptions() {
        return Set.of(ENCODINGS);
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        return new MdsFormat(Map.copyOf(options.get(ENCODINGS)));
    }
}
