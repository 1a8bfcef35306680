// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Public;
import io.multimodal.models.runtime.CheckedModel;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.OutputSchema;
import io.multimodal.models.runtime.PlanningFailure;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.runtime.StoredFiles;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.config.MultimodalConfig;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of Flink's factories for models over media. A subclass states its identifier, which is
 * the value of the option {@code provider}, and its {@link InferenceProvider}; {@code
 * META-INF/services/org.apache.flink.table.factories.Factory} of its jar names it. The model is
 * opened when a query is planned, and a model that cannot run is refused then. Stateless and
 * thread-safe.
 */
@Public
public abstract class MediaModelProviderFactory implements ModelProviderFactory {
    private static final Logger LOG = LoggerFactory.getLogger(MediaModelProviderFactory.class);

    /** The provider that runs the models. Does not block. */
    protected abstract InferenceProvider provider();

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(provider().requiredOptions());
        options.add(RuntimeOptions.TASK);
        return options;
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(RuntimeOptions.OPTIONAL);
        options.addAll(provider().optionalOptions());
        options.addAll(Tasks.options());
        return options;
    }

    @Override
    public final ModelProvider createModelProvider(Context context) {
        FactoryUtil.ModelProviderFactoryHelper helper =
                FactoryUtil.createModelProviderFactoryHelper(this, context);
        helper.validateExcept(DeviceOptions.PREFIX, InputOptions.PREFIX, ModelCard.PREFIX);
        String name = context.getObjectIdentifier().getObjectName();
        MultimodalConfig config = MultimodalOptions.resolve(context.getConfiguration());
        InferenceProvider provider = provider();
        ResolvedCatalogModel declared = context.getCatalogModel();
        ModelColumns columns =
                new ModelColumns(
                        columns(declared.getResolvedInputSchema()),
                        columns(declared.getResolvedOutputSchema()));
        Configuration options = copyOf(helper.getOptions(), provider);
        DeviceOptions.check(options, provider);
        InputOptions.copy(helper.getOptions(), options, optionalOptions(), columns.inputs());
        String origin;
        String digest;
        ModelSignature signature;
        PlannedTask planned;
        try (ModelSource model = provider.open(options, config.store())) {
            ModelDigest.check(name, options.get(RuntimeOptions.DIGEST), model);
            origin = model.origin();
            digest = model.digest().hex();
            signature = model.signature();
            planned =
                    Tasks.plan(
                            new TaskContext(
                                    options,
                                    signature,
                                    model,
                                    columns,
                                    new StoredFiles(config.store())));
        } catch (ModelException e) {
            throw PlanningFailure.of(e);
        }
        OutputSchema.check(
                name,
                declared.getResolvedInputSchema(),
                declared.getResolvedOutputSchema(),
                planned.task());
        LOG.info(
                "Model {}: {} takes {} and gives of {} {}; {}",
                name,
                origin,
                planned.binding().inputs(),
                signature.outputs(),
                planned.binding().outputs(),
                planned.task().identity());
        ModelSpec spec =
                new ModelSpec(
                        name,
                        context.getConfiguration().getOptional(PipelineOptions.NAME).orElse(""),
                        provider,
                        digest,
                        signature,
                        columns,
                        options,
                        config);
        spec.checkRunSettings();
        return new CheckedModel(spec);
    }

    private static List<ModelColumn> columns(ResolvedSchema schema) {
        return schema.getColumns().stream()
                .map(
                        column ->
                                new ModelColumn(
                                        column.getName(), column.getDataType().getLogicalType()))
                .toList();
    }

    /** Only what is of this provider, the runtime and the task: the options are shipped. */
    private static Configuration copyOf(ReadableConfig options, InferenceProvider provider) {
        Configuration copy = new Configuration();
        Set<ConfigOption<?>> known = new HashSet<>(RuntimeOptions.OPTIONAL);
        known.add(RuntimeOptions.TASK);
        known.addAll(provider.requiredOptions());
        known.addAll(provider.optionalOptions());
        known.addAll(Tasks.named(options.get(RuntimeOptions.TASK)).options());
        known.forEach(option -> copy(option, options, copy));
        return copy;
    }

    private static <T> void copy(ConfigOption<T> option, ReadableConfig from, Configuration to) {
        from.getOptional(option).ifPresent(value -> to.set(option, value));
    }
}
