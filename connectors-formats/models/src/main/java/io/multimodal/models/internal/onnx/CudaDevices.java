// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.multimodal.models.internal.cuda.CudaRuntime;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The GPUs that ONNX Runtime can use on this machine. Each is tried once in a process. */
public final class CudaDevices {
    private static final Logger LOG = LoggerFactory.getLogger(CudaDevices.class);

    /** Why a device cannot be used; empty where it can. */
    private static final Map<Device, Optional<String>> TRIED = new ConcurrentHashMap<>();

    private CudaDevices() {}

    /**
     * The first GPU where ONNX Runtime was built for CUDA and runs a model on it; else the CPU, and
     * the log says why. Blocks.
     */
    public static Device best() {
        if (!isBuiltForCuda()) {
            return Device.CPU;
        }
        Optional<String> failure = failureOf(Device.CUDA);
        if (failure.isEmpty()) {
            return Device.CUDA;
        }
        LOG.warn("'device' = 'auto' is the CPU: {}", failure.get());
        return Device.CPU;
    }

    /**
     * Returns where a GPU can be used. Blocks.
     *
     * @throws ModelException if it cannot; the message says what was looked for and found
     */
    static void require(Device device) throws ModelException {
        Optional<String> failure =
                isBuiltForCuda()
                        ? failureOf(device)
                        : Optional.of(
                                "the ONNX Runtime in use is "
                                        + runtime()
                                        + ". "
                                        + CudaLibraries.describe());
        if (failure.isPresent()) {
            throw new ModelException(
                    "Device '"
                            + device
                            + "' was asked for and cannot be used: "
                            + failure.get()
                            + ". docs/gpu.md says how to get the GPU build; 'device' = 'cpu' does without");
        }
    }

    /** The version of ONNX Runtime, and what it was built for. */
    public static String runtime() {
        return OnnxEnvironment.shared().getVersion()
                + ", built for "
                + OrtEnvironment.getAvailableProviders();
    }

    /** Whether the native library knows CUDA at all. */
    public static boolean isBuiltForCuda() {
        // Loads the libraries from where they were unpacked.
        var unused = OnnxEnvironment.shared();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /** Why a device cannot be used; empty where it can. Blocks. */
    public static Optional<String> failureOf(Device device) {
        return TRIED.computeIfAbsent(device, CudaDevices::tried);
    }

    private static Optional<String> tried(Device device) {
        CudaLibraries.runtime()
                .flatMap(name -> CudaRuntime.named(name, device.index()))
                .ifPresent(CudaRuntime::sleepWhileWaiting);
        try (SessionOptions options = new SessionOptions()) {
            CudaOptions.add(options, device, Map.of());
            runProbe(options);
            return Optional.empty();
        } catch (OrtException | RuntimeException | LinkageError e) {
            return Optional.of(OnnxSession.firstLine(e) + ". " + CudaLibraries.describe());
        }
    }

    /** Runs a model of one operation, which shows that kernels run, too. */
    static float runProbe(SessionOptions options) throws OrtException {
        OrtEnvironment environment = OnnxEnvironment.shared();
        try (OrtSession session = environment.createSession(ProbeModel.bytes(), options);
                OnnxTensor one =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(new float[] {1}), new long[] {1});
                OrtSession.Result result = session.run(Map.of(ProbeModel.INPUT, one))) {
            return ((float[]) result.get(0).getValue())[0];
        }
    }
}
