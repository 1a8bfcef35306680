// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** Finds {@code 'format' = 'coco'}. */
public final class CocoFormatFactory extends ContainerFormatFactory {
    private static final ConfigOption<MemorySize> MAX_MEMORY =
            ConfigOptions.key("max-memory")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "How much memory the images and annotations of a file may take, roughly, of the fields that the table declares.");

    private static final ConfigOption<List<String>> CATEGORIES =
            ConfigOptions.key("categories")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The names of the categories with the ids 1, 2, … of files that are written, separated by semicolons. By default, the categories of each file are numbered in the order of their names.");

    @Override
    public String factoryIdentifier() {
        return "coco";
    }

    @Override
    protected Set<ConfigOption<?>> formatOptions() {
        return Set.of(MAX_MEMORY, CATEGORIES);
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        List<String> categories = options.getOptional(CATEGORIES).orElse(List.of());
        if (new HashSet<>(categories).size() < categories.size()) {
            throw new ValidationException(
                    "The option 'coco.categories' names a category twice: " + categories);
        }
        return new CocoFormat(options.get(MAX_MEMORY).getBytes(), List.copyOf(categories));
    }
}
