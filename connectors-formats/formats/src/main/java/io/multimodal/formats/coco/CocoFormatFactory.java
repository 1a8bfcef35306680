// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Finds {@code 'format' = 'coco'}. */
public final class CocoFormatFactory extends ContainerFormatFactory {
    private static final ConfigOption<MemorySize> MAX_MEMORY =
            ConfigOptions.key("max-memory")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "How much memory the images and annotations of a file may take, roughly, of the fields that the table declares.");

    @Override
    public String factoryIdentifier() {
        return "coco";
    }

    @Override
    protected Set<ConfigOption<?>> formatOptions() {
        return Set.of(MAX_MEMORY);
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        return new CocoFormat(options.get(MAX_MEMORY).getBytes());
    }
}
