// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Internal;
import io.multimodal.models.internal.onnx.CudaDevices;
import io.multimodal.models.internal.onnx.CudaLibraries;
import io.multimodal.models.spi.Device;
import java.util.LinkedHashMap;
import java.util.Map;

/** What ONNX Runtime offers on this machine. */
@Internal
public final class DeviceReport {
    private DeviceReport() {}

    /** Lines by their labels, in order. Blocks while a GPU is tried. */
    public static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("ONNX Runtime", CudaDevices.runtime());
        lines.put("CUDA provider", CudaLibraries.describe());
        String auto =
                CudaDevices.isBuiltForCuda()
                        ? CudaDevices.failureOf(Device.CUDA)
                                .map(reason -> "cpu: " + reason)
                                .orElse("cuda: a small model runs there")
                        : "cpu: ONNX Runtime is the build for CPUs; docs/gpu.md says how to get the other one";
        lines.put("device = auto", auto);
        return lines;
    }
}
