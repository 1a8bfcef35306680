// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;

/** Finds {@code 'format' = 'multimodal'} for connectors of single rows, such as Kafka's. */
public final class MultimodalFormatFactory extends WrapperFactory
        implements DeserializationFormatFactory, SerializationFormatFactory {
    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        InnerFormat inner = InnerFormat.of(context, options);
        DecodingFormat<DeserializationSchema<RowData>> format =
                inner.as(DeserializationFormatFactory.class)
                        .map(factory -> factory.createDecodingFormat(context, inner.options()))
                        .orElseGet(() -> inner.refused("read single rows"));
        return new WrappedDecodingFormat<>(
                format, References.of(context, options), MappedDeserialization::new);
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        InnerFormat inner = InnerFormat.of(context, options);
        EncodingFormat<SerializationSchema<RowData>> format =
                inner.as(SerializationFormatFactory.class)
                        .map(factory -> factory.createEncodingFormat(context, inner.options()))
                        .orElseGet(() -> inner.refused("write single rows"));
        return new WrappedEncodingFormat<>(
                format, References.of(context, options), MappedSerialization::new);
    }
}
