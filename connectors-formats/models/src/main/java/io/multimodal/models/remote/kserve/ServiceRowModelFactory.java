// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.RemoteOptions;
import io.multimodal.models.runtime.CheckedModel;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.types.config.MultimodalOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;

/** Models of a service that takes rows: the provider {@code kserve} without a task. */
final class ServiceRowModelFactory implements ModelProviderFactory {
    @Override
    public String factoryIdentifier() {
        return KServeModelProviderFactory.IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return KServeModelOptions.REQUIRED;
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return KServeModelOptions.OPTIONAL;
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        FactoryUtil.ModelProviderFactoryHelper helper =
                FactoryUtil.createModelProviderFactoryHelper(this, context);
        helper.validate();
        Configuration options = copyOf(helper.getOptions());
        RemoteOptions.check(options);
        ResolvedCatalogModel declared = context.getCatalogModel();
        return new CheckedModel(
                ServiceRowModel.plan(
                        context.getObjectIdentifier().getObjectName(),
                        context.getConfiguration().getOptional(PipelineOptions.NAME).orElse(""),
                        MultimodalOptions.resolve(context.getConfiguration()),
                        options,
                        new ModelColumns(
                                columns(declared.getResolvedInputSchema()),
                                columns(declared.getResolvedOutputSchema()))));
    }

    private static List<ModelColumn> columns(ResolvedSchema schema) {
        return schema.getColumns().stream()
                .map(
                        column ->
                                new ModelColumn(
                                        column.getName(), column.getDataType().getLogicalType()))
                .toList();
    }

    private Configuration copyOf(ReadableConfig options) {
        Configuration copy = new Configuration();
        Set<ConfigOption<?>> known = new HashSet<>(requiredOptions());
        known.addAll(optionalOptions());
        known.forEach(option -> copy(option, options, copy));
        return copy;
    }

    private static <T> void copy(ConfigOption<T> option, ReadableConfig from, Configuration to) {
        from.getOptional(option).ifPresent(value -> to.set(option, value));
    }
}
