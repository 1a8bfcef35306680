// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.formats.parquet.row.ParquetRowDataBuilder;
import org.apache.flink.formats.parquet.utils.SerializableConfiguration;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes Parquet files as Flink's format does, with {@link HuggingFaceFeatures} in their schema,
 * which that format cannot write. Takes the options of that format.
 */
final class HuggingFaceParquet implements EncodingFormat<BulkWriter.Factory<RowData>> {
    private static final String UTC = "utc-timezone";

    private final References references;
    private final Configuration options;

    /**
     * @param options of the format {@code parquet}, without its prefix
     */
    HuggingFaceParquet(References references, Configuration options) {
        this.references = references;
        this.options = options;
    }

    @Override
    public BulkWriter.Factory<RowData> createRuntimeEncoder(
            DynamicTableSink.Context context, DataType physical) {
        RowType media = (RowType) physical.getLogicalType();
        RowType written = (RowType) references.outside(physical).getLogicalType();
        Map<String, String> metadata =
                HuggingFaceFeatures.of(media)
                        .map(features -> Map.of(HuggingFaceFeatures.KEY, features))
                        .orElse(Map.of());
        boolean utc = Boolean.parseBoolean(options.toMap().getOrDefault(UTC, "false"));
        SerializableConfiguration parquet = new SerializableConfiguration(parquet());
        BulkWriter.Factory<RowData> files =
                new ParquetWriterFactory<>(
                        file ->
                                writer(
                                        new ParquetRowDataBuilder(file, written, utc),
                                        parquet.conf(),
                                        metadata));
        return references
                .leaving(media)
                .map(rows -> MappedBulkWriter.factory(files, rows))
                .orElse(files);
    }

    private org.apache.hadoop.conf.Configuration parquet() {
        org.apache.hadoop.conf.Configuration conf = new org.apache.hadoop.conf.Configuration();
        options.toMap().forEach((key, value) -> conf.set("parquet." + key, value));
        return conf;
    }

    private static ParquetWriter<RowData> writer(
            ParquetRowDataBuilder builder,
            org.apache.hadoop.conf.Configuration conf,
            Map<String, String> metadata)
            throws IOException {
        return builder.withCompressionCodec(
                        CompressionCodecName.fromConf(
                                conf.get(
                                        ParquetOutputFormat.COMPRESSION,
                                        CompressionCodecName.SNAPPY.name())))
                .withRowGroupSize(ParquetOutputFormat.getLongBlockSize(conf))
                .withPageSize(ParquetOutputFormat.getPageSize(conf))
                .withDictionaryPageSize(ParquetOutputFormat.getDictionaryPageSize(conf))
                .withDictionaryEncoding(ParquetOutputFormat.getEnableDictionary(conf))
                .withWriterVersion(ParquetOutputFormat.getWriterVersion(conf))
                .withConf(conf)
                .withExtraMetaData(metadata)
                .build();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
