// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of GPUs on a machine without one; and that the model that tries them runs. */
class CudaTest {
    @TempDir private Path folder;

    @Test
    void theProbeNegatesOne() throws Exception {
        try (SessionOptions onCpu = new SessionOptions()) {
            assertThat(CudaDevices.runProbe(onCpu)).isEqualTo(-1f);
        }
    }

    @Test
    void saysWhatIsMissing() {
        assumeThat(CudaDevices.isBuiltForCuda()).isFalse();
        assertThat(CudaDevices.best()).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> CudaDevices.require(Device.cuda(1)))
                .isInstanceOf(ModelException.class)
                .hasMessageMatching(
                        "Device 'cuda:1' was asked for and cannot be used: the ONNX Runtime in use is 1\\.\\S+, built for \\[CPU.*\\]. There is no jar onnxruntime_gpu on the class path, and no system property onnxruntime.native.path that names a folder with libonnxruntime_providers_cuda.so. docs/gpu.md says how to get the GPU build; 'device' = 'cpu' does without");
    }

    @Test
    void anUnusableDeviceIsAReasonAndNoCrash() {
        assumeThat(CudaDevices.isBuiltForCuda()).isFalse();
        assertThat(CudaDevices.failureOf(Device.CUDA))
                .hasValueSatisfying(reason -> assertThat(reason).contains("CUDA"));
    }

    @Test
    void oneShapeIsWorthASearchAndTheUserDecides() {
        assertThat(CudaOptions.of(1, Map.of()))
                .containsEntry("cudnn_conv_algo_search", "EXHAUSTIVE")
                .containsEntry("arena_extend_strategy", "kSameAsRequested");
        assertThat(CudaOptions.of(0, Map.of())).containsEntry("cudnn_conv_algo_search", "DEFAULT");
        assertThat(CudaOptions.of(9, Map.of())).containsEntry("cudnn_conv_algo_search", "DEFAULT");
        assertThat(CudaOptions.of(1, Map.of("cudnn_conv_algo_search", "HEURISTIC")))
                .containsEntry("cudnn_conv_algo_search", "HEURISTIC");
        assertThat(CudaOptions.NAMES).containsAll(CudaOptions.of(1, Map.of()).keySet());
    }

    @Test
    void readsWhatALibraryNeeds() throws Exception {
        Path library = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
        assumeThat(library).exists();
        assertThat(ElfFile.needed(library)).contains("libc.so.6");
    }

    @Test
    void refusesWhatIsNoLibrary() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no library".repeat(100));
        assertThatThrownBy(() -> ElfFile.needed(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no shared library of Linux");
        byte[] broken = new byte[100];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, broken, 0, 4);
        broken[0x3A] = 64;
        broken[0x3C] = 1;
        broken[4 + 0] = 6;
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(broken, 65));
        assertThat(ElfFile.needed(cut)).isEmpty();
        Path shorter = Files.write(folder.resolve("shorter"), java.util.Arrays.copyOf(broken, 40));
        assertThatThrownBy(() -> ElfFile.needed(shorter)).isInstanceOf(IOException.class);
    }
}
