// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.ContentId;
import io.multimodal.store.RangeTree;
import io.multimodal.store.StoredRef;
import java.util.Optional;

/**
 * Range trees that a store has found lately, by their roots, so that the next range of the same
 * object is one request. Holds at most 16 MiB. Thread-safe.
 */
public final class RangeTrees {
    private static final long CAPACITY_BYTES = 16 << 20;
    private static final int OVERHEAD_BYTES = 256;

    private final Cache<ContentId, Sized> trees =
            Caffeine.newBuilder()
                    .maximumWeight(CAPACITY_BYTES)
                    .<ContentId, Sized>weigher((root, tree) -> OVERHEAD_BYTES + tree.bytes)
                    .executor(Runnable::run)
                    .build();

    Optional<RangeTree> find(StoredRef ref) {
        return Optional.ofNullable(trees.getIfPresent(ref.treeRoot().get())).map(Sized::tree);
    }

    /** Keeps a tree that has the root in the reference. */
    void keep(StoredRef ref, RangeTree tree) {
        int bytes = (int) Math.min(Integer.MAX_VALUE / 2, RangeTree.encodedBytes(ref.length()));
        trees.put(ref.treeRoot().get(), new Sized(tree, bytes));
    }

    private record Sized(RangeTree tree, int bytes) {}
}
