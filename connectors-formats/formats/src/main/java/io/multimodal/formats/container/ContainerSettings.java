// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.media.MediaRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.DataType;

/**
 * A format as a table uses it.
 *
 * @param name in {@code 'format' = '…'}
 */
record ContainerSettings(String name, ContainerFormat format, MultimodalConfig config)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static List<SampleColumn> columns(DataType row) {
        return DataType.getFields(row).stream()
                .map(
                        field ->
                                new SampleColumn(
                                        field.getName(), field.getDataType().getLogicalType()))
                .toList();
    }

    FailurePolicy failures(MediaRuntime media) {
        return config.failurePolicy(
                name, media.stores().main().records(), new ErrorBudget(config.errorBudget()));
    }
}
