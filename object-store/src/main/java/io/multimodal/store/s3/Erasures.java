// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ContentId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that were ever erased: that this process saw one of them once does not mean that it
 * is there. Looked up again now and then; within that time a process may take an object to be there
 * that another has just erased. Thread-safe.
 */
final class Erasures {
    private static final long REFRESH_NANOS = 30_000_000_000L;

    private final Bucket bucket;
    private final String prefix;
    private final Set<ContentId> erased = ConcurrentHashMap.newKeySet();
    private volatile long listedAtNanos = System.nanoTime() - 2 * REFRESH_NANOS;

    Erasures(Bucket bucket, BucketLayout layout) {
        this.bucket = bucket;
        this.prefix = layout.erased();
    }

    /** Whether it was erased, as far as is known; throws unchecked I/O errors. */
    boolean contains(ContentId id) {
        long now = System.nanoTime();
        if (now - listedAtNanos > REFRESH_NANOS) {
            Chained.stream(bucket.list(prefix))
                    .map(item -> item.key().substring(prefix.length()))
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .forEach(name -> erased.add(ContentId.ofHex(name)));
            listedAtNanos = now;
        }
        return erased.contains(id);
    }

    void add(ContentId id) {
        erased.add(id);
    }
}
