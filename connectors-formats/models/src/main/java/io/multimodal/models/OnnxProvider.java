// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.CudaDevices;
import io.multimodal.models.internal.onnx.CudaOptions;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.store.StoreConfig;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** ONNX Runtime in the process of the subtask. */
final class OnnxProvider implements InferenceProvider {
    private static final long serialVersionUID = 1L;

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(OnnxModelOptions.PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public Set<String> deviceOptions() {
        return CudaOptions.NAMES;
    }

    @Override
    public Device bestDevice() {
        return CudaDevices.best();
    }

    @Override
    public ModelSource open(ReadableConfig options, StoreConfig stores) throws ModelException {
        return ModelFiles.read(options.get(OnnxModelOptions.PATH), stores);
    }
}
