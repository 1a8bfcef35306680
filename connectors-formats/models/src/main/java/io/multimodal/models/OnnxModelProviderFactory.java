// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Internal;
import io.multimodal.models.spi.InferenceProvider;

/**
 * The provider {@code onnx}: models that ONNX Runtime runs in the task manager. Reads the model
 * while planning, and refuses there what cannot run.
 */
@Internal
public final class OnnxModelProviderFactory extends MediaModelProviderFactory {
    /** The value of the option {@code provider}. */
    public static final String IDENTIFIER = "onnx";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    protected InferenceProvider provider() {
        return new OnnxProvider();
    }
}
