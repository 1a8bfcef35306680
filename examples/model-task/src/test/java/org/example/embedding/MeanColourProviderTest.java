// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.testkit.ModelProviderContract;
import java.util.List;
import java.util.Map;

/** The provider keeps the promises of providers. */
class MeanColourProviderTest extends ModelProviderContract {
    @Override
    protected String identifier() {
        return "mean-colour";
    }

    @Override
    protected InferenceProvider provider() {
        return new MeanColourProvider();
    }

    @Override
    protected List<Map<String, String>> otherOptions() {
        return List.of(Map.of("mean-colour.scale", "255"));
    }

    @Override
    protected Map<String, String> wrongOptions() {
        return Map.of("mean-colour.scale", "Infinity");
    }
}
