// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.models.MediaModelProviderFactory;
import io.multimodal.models.spi.InferenceProvider;

/** What Flink finds for {@code 'provider' = 'mean-colour'}. */
public final class MeanColourFactory extends MediaModelProviderFactory {
    @Override
    public String factoryIdentifier() {
        return "mean-colour";
    }

    @Override
    protected InferenceProvider provider() {
        return new MeanColourProvider();
    }
}
