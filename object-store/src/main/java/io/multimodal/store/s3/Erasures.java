// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ContentId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The objects that were ever erased, by whichever process: that this one saw such an object once
 * does not mean that it is there. A put that would rely on what this process knows looks again
 * first; puts that come while one look runs share the next. Thread-safe.
 */
final class Erasures {
    private final Bucket bucket;
    private final String prefix;
    private final Executor executor;
    private final Set<ContentId> erased = ConcurrentHashMap.newKeySet();

    /** The look that runs, and the one that begins after it; guarded by this. */
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    private CompletableFuture<Void> next;

    Erasures(Bucket bucket, BucketLayout layout, Executor executor) {
        this.bucket = bucket;
        this.prefix = layout.erased();
        this.executor = executor;
    }

    void add(ContentId id) {
        erased.add(id);
    }

    /** Whether an object was ever erased before this call; does not block. */
    CompletableFuture<Boolean> contains(ContentId id) {
        return erased.contains(id)
                ? CompletableFuture.completedFuture(true)
                : lookAgain().thenApply(nothing -> erased.contains(id));
    }

    /** Ends with a look that begins after this call. */
    private synchronized CompletableFuture<Void> lookAgain() {
        if (next != null) {
            return next;
        }
        if (running.isDone()) {
            running = CompletableFuture.runAsync(this::look, executor);
            return running;
        }
        next = running.handle((done, failure) -> null).thenRunAsync(this::look, executor);
        return next;
    }

    private void look() {
        synchronized (this) {
            if (next != null) {
                running = next;
                next = null;
            }
        }
        Chained.stream(bucket.list(prefix))
                .map(item -> item.key().substring(prefix.length()))
                .filter(name -> name.matches("[0-9a-f]{64}"))
                .forEach(name -> erased.add(ContentId.ofHex(name)));
    }
}
