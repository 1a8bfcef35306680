// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;

/**
 * Tensors that programs have made and that the same row may ask for again, bounded by bytes. None
 * is found for longer than a minute, since the source may have been erased. Thread-safe; nothing
 * blocks.
 */
final class TensorCache {
    private final Cache<DerivedRef, TensorData> tensors;
    private final long maxBytes;

    TensorCache(long maxBytes) {
        this.maxBytes = maxBytes;
        tensors =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .expireAfterWrite(ErasureAwareStore.REACH)
                        .weigher((DerivedRef ref, TensorData tensor) -> tensor.object().length)
                        .executor(Runnable::run)
                        .build();
    }

    /** Null if it is not there. */
    TensorData get(DerivedRef ref) {
        return tensors.getIfPresent(ref);
    }

    /** Keeps a tensor, unless it is large, or its source may become another one under its name. */
    void put(DerivedRef ref, TensorData tensor) {
        boolean lasts = !(ref.source() instanceof ExternalRef external) || external.namesBytes();
        if (lasts && tensor.object().length <= maxBytes / 4) {
            tensors.put(ref, tensor);
        }
    }
}
