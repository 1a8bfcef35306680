// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.util.Optional;

/**
 * What a store has found out lately about its large objects: range trees by their roots, so that
 * the next range of the same object is one request, and the identities of objects that were read
 * whole, so that the next reference that lies about one is known for it. Holds at most 20 MiB.
 * Thread-safe.
 */
public final class RangeTrees {
    private static final long CAPACITY_BYTES = 16 << 20;
    private static final int OVERHEAD_BYTES = 256;
    private static final int IDENTITIES = 10_000;

    private final Cache<ContentId, Sized> trees =
            Caffeine.newBuilder()
                    .maximumWeight(CAPACITY_BYTES)
                    .<ContentId, Sized>weigher((root, tree) -> OVERHEAD_BYTES + tree.bytes)
                    .executor(Runnable::run)
                    .build();

    /** The true references of objects, by their names. */
    private final Cache<ContentId, StoredRef> identities =
            Caffeine.newBuilder().maximumSize(IDENTITIES).executor(Runnable::run).build();

    private final SingleFlight<ContentId, HashedObject> hashing = new SingleFlight<>();

    Optional<RangeTree> find(StoredRef ref) {
        return Optional.ofNullable(trees.getIfPresent(ref.treeRoot().get()))
                .filter(sized -> sized.length == ref.length())
                .map(Sized::tree);
    }

    /** Keeps a tree that has the root in the reference. */
    void keep(StoredRef ref, RangeTree tree) {
        int bytes = (int) Math.min(Integer.MAX_VALUE / 2, RangeTree.encodedBytes(ref.length()));
        trees.put(ref.treeRoot().get(), new Sized(tree, ref.length(), bytes));
    }

    /** The true reference of an object that was read whole; empty where none was lately. */
    Optional<StoredRef> identity(ContentId id) {
        return Optional.ofNullable(identities.getIfPresent(id));
    }

    /** What the bytes of an object are; of those who ask at once one reads them. Blocks. */
    HashedObject hash(ContentId id, SingleFlight.Make<HashedObject> reading) throws StoreException {
        return hashing.get(id, reading);
    }

    /** Remembers what an object is, of which all bytes were read. */
    void learn(StoredRef identity) {
        identities.put(identity.id(), identity);
    }

    private record Sized(RangeTree tree, long length, int bytes) {}
}
