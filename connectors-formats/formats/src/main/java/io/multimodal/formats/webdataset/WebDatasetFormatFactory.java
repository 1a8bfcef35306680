// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.config.MultimodalOptions;
import java.util.Set;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Finds {@code 'format' = 'webdataset'}. */
public final class WebDatasetFormatFactory
        implements BulkReaderFormatFactory, BulkWriterFormatFactory {
    /** The word in {@code 'format' = '…'}. */
    public static final String IDENTIFIER = "webdataset";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(WebDatasetOptions.SUFFIXES, WebDatasetOptions.IN_PLACE);
    }

    @Override
    public BulkDecodingFormat<RowData> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new WebDatasetDecodingFormat(
                MultimodalOptions.resolve(context.getConfiguration()),
                options.get(WebDatasetOptions.SUFFIXES),
                options.get(WebDatasetOptions.IN_PLACE));
    }

    @Override
    public EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new WebDatasetEncodingFormat(
                MultimodalOptions.resolve(context.getConfiguration()),
                options.get(WebDatasetOptions.SUFFIXES));
    }
}
