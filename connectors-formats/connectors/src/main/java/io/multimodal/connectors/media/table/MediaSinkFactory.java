// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.annotation.Internal;
import io.multimodal.connectors.media.sink.SinkSpec;
import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.destination.Targets;
import io.multimodal.connectors.media.sink.path.PathTemplate;
import io.multimodal.store.error.RefusedException;
import io.multimodal.types.config.MultimodalConfig;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Finds {@code 'connector' = 'media'} where a table is written to. */
@Internal
public final class MediaSinkFactory implements DynamicTableSinkFactory {
    private final MediaTableFactory source = new MediaTableFactory();

    @Override
    public String factoryIdentifier() {
        return MediaTableFactory.IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return source.requiredOptions();
    }

    /** A table may be read from and written to: each side knows the options of both. */
    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return source.optionalOptions();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        MediaSinkColumns columns =
                MediaSinkColumns.of(
                        TableDeclaration.physicalColumns(context),
                        context.getObjectIdentifier().asSummaryString());
        String path = options.get(MediaOptions.PATH);
        MultimodalConfig config = TableDeclaration.config(context, options);
        try (TemporaryClassLoaderContext loader =
                TemporaryClassLoaderContext.of(context.getClassLoader())) {
            Targets.check(path);
            PathTemplate template =
                    PathTemplate.parse(
                                    options.get(MediaSinkOptions.PATH_TEMPLATE),
                                    Optional.of(columns.names()))
                            .partitionedBy(
                                    context.getCatalogTable().getPartitionKeys(),
                                    options.get(MediaOptions.PARTITION_DEFAULT_NAME));
            columns.check(template.columns());
            FileEncoding encoding =
                    FileEncoding.resolve(
                            columns.type(),
                            template.fixedExtension(),
                            options.getOptional(MediaSinkOptions.ENCODING),
                            options.getOptional(MediaSinkOptions.QUALITY));
            return new MediaTableSink(
                    new SinkSpec(
                            config,
                            path,
                            template,
                            encoding,
                            options.get(MediaSinkOptions.OVERWRITE),
                            options.get(MediaSinkOptions.STAGING_RETENTION)),
                    columns.rowFile(),
                    options.getOptional(MediaSinkOptions.PARALLELISM).orElse(null));
        } catch (IllegalArgumentException | RefusedException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }
}
