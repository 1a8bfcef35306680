// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.StoreConfig;
import java.io.Serializable;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Runs models, for one value of the option {@code provider} of CREATE MODEL. The runtime reads and
 * decodes the rows, makes batches, caches predictions and applies the failure policy; the provider
 * finds a model and runs batches. A subclass of {@link
 * io.multimodal.models.MediaModelProviderFactory}, named in {@code
 * META-INF/services/org.apache.flink.table.factories.Factory}, offers it to Flink.
 *
 * <p>Stateless and thread-safe. It is serialized into the jobs that use it, and may come from the
 * jar of a job.
 */
@Public
public interface InferenceProvider extends Serializable {
    /** Options of its own that must be set, beside {@code task}. */
    Set<ConfigOption<?>> requiredOptions();

    /** Options of its own that may be set, beside those of the runtime and of the tasks. */
    Set<ConfigOption<?>> optionalOptions();

    /**
     * The names of the options that it passes on to a GPU, as {@link RunSettings#deviceOptions} has
     * them; users write them behind the prefix {@code cuda.}, and others are refused.
     */
    default Set<String> deviceOptions() {
        return Set.of();
    }

    /**
     * Finds the model that the options name. Blocks. Called when a query is planned and in each
     * subtask; the caller closes what it returns.
     *
     * @param stores for models that are objects of a store
     * @throws ModelException if there is no such model; the message says what to set
     */
    ModelSource open(ReadableConfig options, StoreConfig stores) throws ModelException;

    /**
     * Whether equal inputs have equal predictions. Predictions of a provider that is not
     * deterministic are cached only if the option {@code cache} is true.
     */
    default boolean isDeterministic() {
        return true;
    }

    /**
     * The device that {@code 'device' = 'auto'} stands for on this machine. Blocks while the
     * devices are tried. Called in each task manager.
     */
    default Device bestDevice() {
        return Device.CPU;
    }
}
