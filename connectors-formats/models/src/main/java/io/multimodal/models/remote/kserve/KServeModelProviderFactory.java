// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.MediaModelProviderFactory;
import io.multimodal.models.spi.InferenceProvider;

/** The provider {@code kserve}. Reads the model's metadata while planning. */
public final class KServeModelProviderFactory extends MediaModelProviderFactory {
    /** The value of the option {@code provider}. */
    public static final String IDENTIFIER = "kserve";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    protected InferenceProvider provider() {
        return new KServeProvider();
    }
}
