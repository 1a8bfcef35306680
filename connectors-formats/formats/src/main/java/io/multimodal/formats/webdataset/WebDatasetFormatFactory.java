// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Finds {@code 'format' = 'webdataset'}. */
public final class WebDatasetFormatFactory extends ContainerFormatFactory {
    /** The word in {@code 'format' = '…'}. */
    public static final String IDENTIFIER = "webdataset";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    protected Set<ConfigOption<?>> formatOptions() {
        return Set.of(WebDatasetOptions.SUFFIXES);
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        return new WebDatasetFormat(Map.copyOf(options.get(WebDatasetOptions.SUFFIXES)));
    }
}
