// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.internal.image.resample.ResampleKernel.Kernel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelCacheTest {
    @Test
    void givesTheSameKernelAgain() {
        ResampleKernel kernel = KernelCache.get(Kernel.LINEAR, 1.5, 301.25, 224, 360);
        assertThat(KernelCache.get(Kernel.LINEAR, 1.5, 301.25, 224, 360)).isSameAs(kernel);
    }

    /** Each argument changes the weights, so each is part of the key. */
    @Test
    void tellsAllArgumentsApart() {
        float[] kernel = filtered(KernelCache.get(Kernel.LINEAR, 0.5, 299.5, 224, 300));
        assertThat(kernel)
                .isEqualTo(filtered(ResampleKernel.of(Kernel.LINEAR, 0.5, 299.5, 224, 300)));
        for (ResampleKernel other :
                Arrays.asList(
                        KernelCache.get(Kernel.LANCZOS, 0.5, 299.5, 224, 300),
                        KernelCache.get(Kernel.LINEAR, 0.25, 299.5, 224, 300),
                        KernelCache.get(Kernel.LINEAR, 0.5, 299.25, 224, 300),
                        KernelCache.get(Kernel.LINEAR, 0.5, 299.5, 223, 300),
                        KernelCache.get(Kernel.LINEAR, 0.5, 299.5, 224, 299))) {
            assertThat(filtered(other)).isNotEqualTo(kernel);
        }
    }

    @Test
    void keepsNoMoreThanTwoMebibytes() {
        for (int i = 0; i < 1500; i++) {
            KernelCache.get(Kernel.LINEAR, i * 0.001, 300, 224, 300);
        }
        assertThat(KernelCache.keptBytes()).isBetween(1L << 20, 2L << 20);
        ResampleKernel large = KernelCache.get(Kernel.LINEAR, 0, 40_000, 20_000, 40_000);
        assertThat(KernelCache.get(Kernel.LINEAR, 0, 40_000, 20_000, 40_000)).isNotSameAs(large);
    }

    private static float[] filtered(ResampleKernel kernel) {
        float[] row = new float[kernel.to() - kernel.from()];
        for (int i = 0; i < row.length; i++) {
            row[i] = i * i % 251;
        }
        float[] result = new float[224];
        kernel.apply(row, result);
        return result;
    }
}
