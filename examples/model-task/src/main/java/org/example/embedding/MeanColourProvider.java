// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.store.StoreConfig;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The provider {@code mean-colour}: models without a file, which Java runs. */
final class MeanColourProvider implements InferenceProvider {
    private static final long serialVersionUID = 1L;

    /** What each mean is multiplied by. */
    static final ConfigOption<Double> SCALE =
            key("mean-colour.scale")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription("What each mean is multiplied by.");

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(SCALE);
    }

    @Override
    public ModelSource open(ReadableConfig options, StoreConfig stores) throws ModelException {
        double scale = options.get(SCALE);
        if (!Double.isFinite(scale)) {
            throw new ModelException(
                    "The option '%s' is a finite number, not %s".formatted(SCALE.key(), scale));
        }
        return new MeanColour(scale);
    }
}
