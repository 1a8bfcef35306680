// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import org.apache.flink.configuration.ReadableConfig;

/** Finds {@code 'format' = 'tfrecord'}. */
public final class TfRecordFormatFactory extends ContainerFormatFactory {
    @Override
    public String factoryIdentifier() {
        return "tfrecord";
    }

    @Override
    public ContainerFormat format(ReadableConfig options) {
        return new TfRecordFormat();
    }
}
