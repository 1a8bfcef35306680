// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.resample;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.media.internal.image.resample.ResampleKernel.Kernel;

/**
 * The kernels that were used last, of all threads: images of one job mostly have the same size and
 * get the same one. Thread-safe.
 */
final class KernelCache {
    /** Enough for some hundred kernels of results of 224 pixels. */
    private static final int MAX_BYTES = 2 << 20;

    /** A kernel that is larger is made anew: the image takes far longer than its kernel. */
    private static final int MAX_KERNEL_BYTES = MAX_BYTES / 32;

    private static final Cache<Key, ResampleKernel> KERNELS =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_BYTES)
                    .weigher((Key key, ResampleKernel kernel) -> kernel.bytes())
                    .executor(Runnable::run)
                    .build();

    private KernelCache() {}

    /** What {@link ResampleKernel#of} makes of these arguments. */
    static ResampleKernel get(Kernel kernel, double start, double end, int size, int sourceSize) {
        Key key = new Key(kernel, start, end, size, sourceSize);
        ResampleKernel known = KERNELS.getIfPresent(key);
        if (known != null) {
            return known;
        }
        ResampleKernel made = ResampleKernel.of(kernel, start, end, size, sourceSize);
        if (made.bytes() <= MAX_KERNEL_BYTES) {
            KERNELS.put(key, made);
        }
        return made;
    }

    /** How many bytes the kernels take that are kept. */
    static long keptBytes() {
        KERNELS.cleanUp();
        return KERNELS.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private record Key(Kernel kernel, double start, double end, int size, int sourceSize) {}
}
