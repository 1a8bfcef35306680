// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.annotation.Public;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.types.config.MultimodalOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

/**
 * Offers a {@link ContainerFormat} to Flink's {@code filesystem} connector as {@code 'format' =
 * '…'}. A subclass has a public constructor without parameters and is named in {@code
 * META-INF/services/org.apache.flink.table.factories.Factory}. Each format has the option {@code
 * in-place}. Stateless and thread-safe.
 */
@Public
public abstract class ContainerFormatFactory
        implements BulkReaderFormatFactory, BulkWriterFormatFactory {
    /** For subclasses. */
    protected ContainerFormatFactory() {}

    /** The options of the format, without the prefix of its identifier; none by default. */
    protected Set<ConfigOption<?>> formatOptions() {
        return Set.of();
    }

    /**
     * The format with these options.
     *
     * @throws org.apache.flink.table.api.ValidationException if an option has a wrong value
     */
    public abstract ContainerFormat format(ReadableConfig options);

    /**
     * Reads files in a DataStream program: {@code FileSource.forBulkFileFormat}.
     *
     * @param session the options of the job, such as {@code multimodal.stores.<name>.uri}
     * @param options of the format, without the prefix of its identifier
     * @param row the columns
     * @param produced the type information of the rows
     */
    public final BulkFormat<RowData, FileSourceSplit> bulkFormat(
            ReadableConfig session,
            ReadableConfig options,
            DataType row,
            TypeInformation<RowData> produced) {
        ContainerSettings settings = settings(session, options);
        List<SampleColumn> columns = ContainerSettings.columns(row);
        settings.format().checkRead(columns);
        return new ContainerBulkFormat(
                settings,
                columns,
                WantedValues.ALL,
                options.get(ContainerOptions.IN_PLACE),
                produced);
    }

    private ContainerSettings settings(ReadableConfig session, ReadableConfig options) {
        return new ContainerSettings(
                factoryIdentifier(), format(options), MultimodalOptions.resolve(session));
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(formatOptions());
        options.add(ContainerOptions.IN_PLACE);
        return options;
    }

    @Override
    public final BulkDecodingFormat<RowData> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new ContainerDecodingFormat(
                settings(context.getConfiguration(), options),
                options.get(ContainerOptions.IN_PLACE));
    }

    @Override
    public final EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new ContainerEncodingFormat(settings(context.getConfiguration(), options));
    }
}
