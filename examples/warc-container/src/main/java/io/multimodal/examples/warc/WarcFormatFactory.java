// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import org.apache.flink.configuration.ReadableConfig;

/** Offers {@code 'format' = 'warc'} to Flink. */
public final class WarcFormatFactory extends ContainerFormatFactory {
    @Override
    public String factoryIdentifier() {
        return "warc";
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        return new WarcFormat();
    }
}
