// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.annotation.Public;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * Caches small results that need a whole object to compute, by function and reference. A join whose
 * condition calls such a function calls it for each pair of rows, but computes it once for each
 * object. No result is kept for longer than {@link ErasureAwareStore#REACH}. Thread-safe; no method
 * blocks.
 */
@Public
public final class ResultCache {
    /** Of about 300 bytes each: a few megabytes of the heap. */
    private static final long MAX_RESULTS = 20_000;

    private final Cache<Key, Object> results =
            Caffeine.newBuilder()
                    .maximumSize(MAX_RESULTS)
                    .expireAfterWrite(ErasureAwareStore.REACH)
                    .executor(Runnable::run)
                    .build();

    /**
     * The inputs of a result.
     *
     * @param function its name
     * @param medium the reference, program included
     * @param arguments the others, as text
     */
    public record Key(String function, ObjectRef medium, List<String> arguments) {
        /** The key of a call; empty for an external object whose bytes may change. */
        public static Optional<Key> of(String function, ObjectRef medium, List<String> arguments) {
            ObjectRef source = medium instanceof DerivedRef derived ? derived.source() : medium;
            return source instanceof ExternalRef external && !external.namesBytes()
                    ? Optional.empty()
                    : Optional.of(new Key(function, medium, arguments));
        }
    }

    /** The result of a call; empty if it is not cached. */
    public Optional<Object> get(Key key) {
        return Optional.ofNullable(results.getIfPresent(key));
    }

    /**
     * Keeps a result for a while.
     *
     * @param result immutable and small; not null
     */
    public void put(Key key, Object result) {
        results.put(key, result);
    }
}
