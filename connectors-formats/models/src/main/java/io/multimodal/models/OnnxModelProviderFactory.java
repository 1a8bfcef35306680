// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.ModelException;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.ModelSignature;
import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider {@code onnx}: models that ONNX Runtime runs in the task manager. Reads the model
 * while planning, and refuses there what cannot run.
 */
public final class OnnxModelProviderFactory implements ModelProviderFactory {
    /** The value of the option {@code provider}. */
    public static final String IDENTIFIER = "onnx";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxModelProviderFactory.class);

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(OnnxModelOptions.PATH, OnnxModelOptions.TASK);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.copyOf(OnnxModelOptions.OPTIONAL);
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        FactoryUtil.ModelProviderFactoryHelper helper =
                FactoryUtil.createModelProviderFactoryHelper(this, context);
        helper.validate();
        String name = context.getObjectIdentifier().getObjectName();
        MultimodalConfig config = MultimodalOptions.resolve(context.getConfiguration());
        Configuration options = copyOf(helper.getOptions());
        String digest;
        ModelSignature signature;
        TaskOptions.Planned planned;
        try (ModelFile model =
                ModelFiles.read(options.get(OnnxModelOptions.PATH), config.store())) {
            digest = model.digest().hex();
            signature = OnnxSession.signatureOf(model);
            planned = new TaskOptions(options, signature, model.bytes()).plan();
        } catch (ModelException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        ResolvedCatalogModel declared = context.getCatalogModel();
        OutputSchema.check(
                name,
                declared.getResolvedInputSchema(),
                declared.getResolvedOutputSchema(),
                planned.task().outputTypes());
        LOG.info(
                "Model {}: {} takes {} and gives of {} {}; {}",
                name,
                options.get(OnnxModelOptions.PATH),
                planned.binding().input(),
                signature.outputs(),
                planned.binding().outputs(),
                planned.task().identity());
        ModelSpec spec =
                new ModelSpec(
                        name,
                        context.getConfiguration().getOptional(PipelineOptions.NAME).orElse(""),
                        digest,
                        signature,
                        options,
                        config);
        checkRunSettings(spec);
        return new OnnxModelProvider(spec);
    }

    private static void checkRunSettings(ModelSpec spec) {
        try {
            spec.runSettings();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    /** Only what is of this provider: the options are shipped. */
    private Configuration copyOf(ReadableConfig options) {
        Configuration copy = new Configuration();
        Stream.concat(requiredOptions().stream(), optionalOptions().stream())
                .collect(Collectors.toSet())
                .forEach(option -> copy(option, options, copy));
        return copy;
    }

    private static <T> void copy(ConfigOption<T> option, ReadableConfig from, Configuration to) {
        from.getOptional(option).ifPresent(value -> to.set(option, value));
    }
}
