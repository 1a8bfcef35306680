// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.support;

import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;

/**
 * A provider whose models need no server and no file. Subclasses are found by {@link ServiceFile}.
 */
public abstract class LocalModelFactory implements ModelProviderFactory {
    private final String identifier;

    /**
     * @param identifier as {@code CREATE MODEL … WITH ('provider' = …)} names it
     */
    protected LocalModelFactory(String identifier) {
        this.identifier = identifier;
    }

    /**
     * What runs for a model.
     *
     * @param options of its statement, none of which is checked
     */
    protected abstract PredictFunction function(Map<String, String> options);

    @Override
    public final String factoryIdentifier() {
        return identifier;
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public final ModelProvider createModelProvider(ModelProviderFactory.Context model) {
        return new Provider(function(model.getCatalogModel().getOptions()));
    }

    private record Provider(PredictFunction function) implements PredictRuntimeProvider {
        @Override
        public PredictFunction createPredictFunction(ModelProvider.Context context) {
            return function;
        }

        @Override
        public ModelProvider copy() {
            return this;
        }
    }
}
