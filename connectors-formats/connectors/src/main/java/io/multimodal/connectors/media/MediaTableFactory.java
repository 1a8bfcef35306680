// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;

/** Finds {@code 'connector' = 'media'}. */
public final class MediaTableFactory implements DynamicTableSourceFactory {
    /** The word in {@code 'connector' = '…'}. */
    public static final String IDENTIFIER = "media";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(MediaOptions.PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(MediaOptions.GLOB, MediaOptions.MONITOR_INTERVAL);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        requireOneImage(context);
        ReadableConfig options = helper.getOptions();
        return new MediaTableSource(
                MultimodalOptions.resolve(context.getConfiguration()),
                options.get(MediaOptions.PATH),
                options.get(MediaOptions.GLOB),
                options.getOptional(MediaOptions.MONITOR_INTERVAL),
                context.getPhysicalRowDataType());
    }

    private static void requireOneImage(Context context) {
        List<Column> columns =
                context.getCatalogTable().getResolvedSchema().getColumns().stream()
                        .filter(Column::isPhysical)
                        .toList();
        if (columns.size() != 1 || !isImage(columns.get(0).getDataType().getLogicalType())) {
            String observed =
                    columns.stream()
                            .map(
                                    c ->
                                            c.getName()
                                                    + " "
                                                    + c.getDataType()
                                                            .getLogicalType()
                                                            .asSummaryString())
                            .collect(Collectors.joining(", ", "(", ")"));
            throw new ValidationException(
                    "A 'media' table has one column of type IMAGE, and METADATA columns out of "
                            + MetadataColumn.all().keySet()
                            + " (such as: name STRING METADATA); the other columns of "
                            + context.getObjectIdentifier().asSummaryString()
                            + " are "
                            + observed);
        }
    }

    private static boolean isImage(LogicalType type) {
        return type instanceof StructuredType structured
                && structured.copy(true).equals(ImageType.TYPE.logicalType())
                && structured.getImplementationClass().filter(Image.class::equals).isPresent();
    }
}
