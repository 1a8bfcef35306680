// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.MediaModelProviderFactory;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.spi.InferenceProvider;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;

/**
 * The provider {@code kserve}. Reads the model's metadata while planning. With a task, the task
 * manager makes tensors for a server of any kind; without one, rows go with their references to a
 * service of ours.
 */
public final class KServeModelProviderFactory implements ModelProviderFactory {
    /** The value of the option {@code provider}. */
    public static final String IDENTIFIER = "kserve";

    private static final ModelProviderFactory TENSORS = new OfTensors();
    private static final ModelProviderFactory ROWS = new ServiceRowModelFactory();

    private static final class OfTensors extends MediaModelProviderFactory {
        @Override
        public String factoryIdentifier() {
            return IDENTIFIER;
        }

        @Override
        protected InferenceProvider provider() {
            return new KServeProvider();
        }
    }

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return ROWS.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(TENSORS.optionalOptions());
        options.add(RuntimeOptions.TASK);
        return options;
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        boolean hasTask =
                context.getCatalogModel().getOptions().containsKey(RuntimeOptions.TASK.key());
        return (hasTask ? TENSORS : ROWS).createModelProvider(context);
    }
}
