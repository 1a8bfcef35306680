// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.multimodal.models.spi.Device;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What ONNX Runtime's CUDA provider is told. */
public final class CudaOptions {
    /**
     * Those that users may set. The number of the device is the option {@code device}; streams and
     * graphs need addresses that Java does not give.
     */
    public static final Set<String> NAMES =
            Set.of(
                    "arena_extend_strategy",
                    "cudnn_conv1d_pad_to_nc1d",
                    "cudnn_conv_algo_search",
                    "cudnn_conv_use_max_workspace",
                    "do_copy_in_default_stream",
                    "enable_skip_layer_norm_strict_mode",
                    "fuse_conv_bias",
                    "gpu_mem_limit",
                    "prefer_nhwc",
                    "sdpa_kernel",
                    "tunable_op_enable",
                    "tunable_op_max_tuning_duration_ms",
                    "tunable_op_tuning_enable",
                    "use_ep_level_unified_stream",
                    "use_tf32");

    private CudaOptions() {}

    /**
     * The options of a model.
     *
     * @param shapes how many shapes of rows there are, 0 where that is not known. One runs in each
     *     size of a batch before the first row: then all may be tried for the fastest algorithms,
     *     and memory is taken once. With many shapes the trials would take minutes, or hold up rows
     * @param asked by the user, who decides
     */
    static Map<String, String> of(int shapes, Map<String, String> asked) {
        Map<String, String> options = new TreeMap<>();
        options.put("cudnn_conv_algo_search", shapes == 1 ? "EXHAUSTIVE" : "DEFAULT");
        options.put("cudnn_conv_use_max_workspace", "1");
        options.put("arena_extend_strategy", shapes == 1 ? "kSameAsRequested" : "kNextPowerOfTwo");
        options.putAll(asked);
        return options;
    }

    /** Makes a session use the GPU. */
    static void add(SessionOptions session, Device device, Map<String, String> options)
            throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
            for (Map.Entry<String, String> option : options.entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            session.addCUDA(cuda);
        }
    }
}
