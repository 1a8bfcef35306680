// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.annotation.Internal;
import io.multimodal.connectors.media.ingest.IngestMode;
import io.multimodal.connectors.media.ingest.MediaKind;
import io.multimodal.connectors.media.ingest.MediaScan;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.types.DeclaredType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Finds {@code 'connector' = 'media'}. */
@Internal
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
        Set<ConfigOption<?>> options = new HashSet<>(MediaSinkOptions.all());
        options.addAll(
                Set.of(
                        MediaOptions.GLOB,
                        MediaOptions.ON_ERROR,
                        MediaOptions.PARTITION_DEFAULT_NAME,
                        FactoryUtil.SOURCE_PARALLELISM,
                        MediaOptions.IN_PLACE,
                        MediaOptions.LINKS,
                        MediaOptions.SKIP_FAILED_FILES,
                        MediaOptions.MONITOR_INTERVAL,
                        MediaOptions.SETTLE_TIME));
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        List<Column> columns = TableDeclaration.physicalColumns(context);
        List<String> partitionKeys = context.getCatalogTable().getPartitionKeys();
        MediaKind kind = kind(context, columns, partitionKeys);
        String nullName = options.get(MediaOptions.PARTITION_DEFAULT_NAME);
        List<TableColumn> physical = new ArrayList<>();
        for (Column column : columns) {
            physical.add(
                    partitionKeys.contains(column.getName())
                            ? new PartitionColumn(column.getName(), column.getDataType(), nullName)
                            : null);
        }
        return new MediaTableSource(
                scan(context, kind, options),
                options.get(MediaOptions.IN_PLACE)
                        ? IngestMode.IN_PLACE
                        : IngestMode.INTO_THE_STORE,
                physical,
                options.getOptional(FactoryUtil.SOURCE_PARALLELISM).orElse(null),
                context.getPhysicalRowDataType());
    }

    private static MediaScan scan(Context context, MediaKind kind, ReadableConfig options) {
        Duration settleTime = options.get(MediaOptions.SETTLE_TIME);
        return new MediaScan(
                TableDeclaration.config(context, options),
                kind,
                new MediaPath(options.get(MediaOptions.PATH)),
                options.getOptional(MediaOptions.GLOB)
                        .map(NameRule::given)
                        .orElseGet(() -> new NameRule(usualNames(kind, context), false)),
                options.get(MediaOptions.LINKS),
                options.getOptional(MediaOptions.MONITOR_INTERVAL)
                        .map(interval -> new Monitoring(interval, settleTime))
                        .orElse(null),
                options.get(MediaOptions.SKIP_FAILED_FILES));
    }

    /** The statement's class loader may know more image formats than the thread's. */
    private static String usualNames(MediaKind kind, Context context) {
        try (TemporaryClassLoaderContext loader =
                TemporaryClassLoaderContext.of(context.getClassLoader())) {
            return kind.usualNames();
        }
    }

    /** Of the one column that holds what is in the files. */
    private static MediaKind kind(
            Context context, List<Column> physical, List<String> partitionKeys) {
        List<Column> columns =
                physical.stream()
                        .filter(column -> !partitionKeys.contains(column.getName()))
                        .toList();
        if (columns.size() == 1) {
            Optional<MediaKind> kind = MediaKind.of(columns.get(0).getDataType().getLogicalType());
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        String observed =
                columns.stream()
                        .map(column -> column.getName() + " " + word(column.getDataType()))
                        .collect(Collectors.joining(", ", "(", ")"));
        throw new ValidationException(
                "A 'media' table has one column of type IMAGE, AUDIO, VIDEO, TENSOR or FILE, columns that it is PARTITIONED BY, and METADATA columns out of "
                        + MetadataColumn.all().keySet()
                        + " (such as: name STRING METADATA); the other columns of "
                        + context.getObjectIdentifier().asSummaryString()
                        + " are "
                        + observed);
    }

    private static String word(DataType type) {
        return DeclaredType.of(type.getLogicalType())
                .map(DeclaredType::toSql)
                .orElseGet(() -> type.getLogicalType().asSummaryString());
    }
}
