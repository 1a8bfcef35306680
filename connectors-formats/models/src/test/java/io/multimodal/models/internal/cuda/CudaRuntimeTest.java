// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** CUDA's runtime library on a machine that has none, and with a library that is another one. */
class CudaRuntimeTest {
    @Test
    void aLibraryThatIsNotThereIsNoError() {
        assertThat(CudaRuntime.named("libcudart.so.no-such-version", 0)).isEmpty();
    }

    @Test
    void findsThePathOfWhatIsLoaded() {
        String line =
                "7f8a4c000000-7f8a4c0b5000 r-xp 00002000 08:01 1310  /opt/a b/libcudart.so.13";
        assertThat(CudaRuntime.path(line)).contains("/opt/a b/libcudart.so.13");
        assertThat(CudaRuntime.path(line.replace("cudart", "cublas"))).isEmpty();
        assertThat(CudaRuntime.path("7ffd1c3f0000-7ffd1c411000 rw-p 00000000 00:00 0 [stack]"))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void callsThatCannotBeMadeChangeNothing() {
        CudaRuntime noCuda = CudaRuntime.named("libc.so.6", 0).orElseThrow();
        noCuda.sleepWhileWaiting();
        assertThat(noCuda.lock(0, 0)).isFalse();
    }
}
