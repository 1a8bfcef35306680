// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.RemoteOptions;
import io.multimodal.models.runtime.CheckedModel;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.instruction.InstructedModelFactory;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.ml.ModelProvider;

/**
 * The provider {@code multimodal-openai}. Flink's own provider is {@code openai}: both may lie on
 * one class path, where two of one name would make Flink refuse both.
 */
public final class OpenAiModelProviderFactory implements InstructedModelFactory {
    /** The value of the option {@code provider}. */
    public static final String IDENTIFIER = "multimodal-openai";

    private static final String REQUEST_PREFIX = OpenAiModelOptions.REQUEST.key() + ".";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return OpenAiModelOptions.REQUIRED;
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return OpenAiModelOptions.OPTIONAL;
    }

    @Override
    public ConfigOption<List<String>> labels() {
        return OpenAiModelOptions.LABELS;
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        FactoryUtil.ModelProviderFactoryHelper helper =
                FactoryUtil.createModelProviderFactoryHelper(this, context);
        helper.validateExcept(REQUEST_PREFIX);
        Configuration options = copyOf(helper.getOptions());
        check(options);
        MultimodalConfig config = MultimodalOptions.resolve(context.getConfiguration());
        ResolvedCatalogModel declared = context.getCatalogModel();
        OpenAiModel model =
                new OpenAiModel(
                        context.getObjectIdentifier().getObjectName(),
                        context.getConfiguration().getOptional(PipelineOptions.NAME).orElse(""),
                        config,
                        options,
                        context.getConfiguration()
                                .getOptional(MultimodalOptions.MODEL_API_KEYS)
                                .orElse(""),
                        Columns.of(declared.getResolvedInputSchema()),
                        Columns.of(declared.getResolvedOutputSchema()));
        OpenAiTask unused = model.task();
        return new CheckedModel(model);
    }

    private static void check(ReadableConfig options) {
        RemoteOptions.check(options);
        RemoteOptions.atLeast(options, OpenAiModelOptions.IMAGE_MAX_SIDE, 1);
        String endpoint = options.get(OpenAiModelOptions.ENDPOINT);
        try {
            URI uri = URI.create(endpoint);
            if (uri.getScheme() != null
                    && uri.getScheme().matches("https?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ValidationException(
                "The option 'endpoint' is the URL of a server, such as https://api.openai.com/v1/chat/completions, with http or https, a host, and no name or password in it; what is set is none");
    }

    private static Configuration copyOf(ReadableConfig options) {
        Configuration copy = new Configuration();
        Set<ConfigOption<?>> known = new HashSet<>(OpenAiModelOptions.REQUIRED);
        known.addAll(OpenAiModelOptions.OPTIONAL);
        known.forEach(option -> copy(option, options, copy));
        return copy;
    }

    private static <T> void copy(ConfigOption<T> option, ReadableConfig from, Configuration to) {
        from.getOptional(option).ifPresent(value -> to.set(option, value));
    }
}
