// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.Optional;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;

/**
 * Finds {@code 'format' = 'multimodal'} for Flink's {@code filesystem} connector. A format of files
 * is wrapped as such, and a format of rows as one with a row in each line.
 */
public final class MultimodalFileFormatFactory extends WrapperFactory
        implements BulkReaderFormatFactory, BulkWriterFormatFactory {
    private static final String PARQUET = "parquet";

    @Override
    public BulkDecodingFormat<RowData> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new WrappedBulkDecodingFormat(
                read(context, InnerFormat.of(context, options)), References.of(context, options));
    }

    private static DecodingFormat<BulkFormat<RowData, FileSourceSplit>> read(
            DynamicTableFactory.Context context, InnerFormat inner) {
        Optional<BulkReaderFormatFactory> files = inner.as(BulkReaderFormatFactory.class);
        if (files.isPresent()) {
            return files.get().createDecodingFormat(context, inner.options());
        }
        return inner.as(DeserializationFormatFactory.class)
                .map(rows -> RowsInFiles.read(rows.createDecodingFormat(context, inner.options())))
                .orElseGet(() -> inner.refused("read files"));
    }

    @Override
    public EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        InnerFormat inner = InnerFormat.of(context, options);
        References references = References.of(context, options);
        return references.form() == ReferenceForm.HUGGINGFACE && inner.name().equals(PARQUET)
                ? new HuggingFaceParquet(references, inner.options())
                : new WrappedEncodingFormat<>(
                        written(context, inner), references, MappedBulkWriter::factory);
    }

    private static EncodingFormat<BulkWriter.Factory<RowData>> written(
            DynamicTableFactory.Context context, InnerFormat inner) {
        Optional<BulkWriterFormatFactory> files = inner.as(BulkWriterFormatFactory.class);
        if (files.isPresent()) {
            return files.get().createEncodingFormat(context, inner.options());
        }
        return inner.as(SerializationFormatFactory.class)
                .map(
                        rows ->
                                RowsInFiles.written(
                                        rows.createEncodingFormat(context, inner.options())))
                .orElseGet(() -> inner.refused("write files"));
    }
}
